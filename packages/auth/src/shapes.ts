import { z } from "zod";

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;
const EMAIL_LENGTH_MAX = 254;
const BACKUP_CODE_LENGTH_MAX = 32;

const currentPassword = z.string().min(1).max(PASSWORD_LENGTH_MAX);
/** Upper and lower case are one address. */
export const emailInput = z.email().max(EMAIL_LENGTH_MAX).toLowerCase();
export const newPasswordInput = z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX);

export const nothingInput = z.strictObject({});
export const signInInput = z.strictObject({ email: emailInput, password: currentPassword });
export const passwordInput = z.strictObject({ password: currentPassword });
export const changePasswordInput = z.strictObject({
  currentPassword,
  newPassword: newPasswordInput,
});
export const revokeSessionInput = z.strictObject({ sessionId: z.uuid() });
export const totpInput = z.strictObject({ code: z.string().regex(/^\d{6}$/, "is 6 digits") });
export const backupCodeInput = z.strictObject({
  code: z.string().min(1).max(BACKUP_CODE_LENGTH_MAX),
});

/** Who is signed in. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactorEnabled: boolean;
  readonly organizer: { readonly name: string; readonly slug: string };
}

/** A browser that is signed in. Instants are ISO 8601 in UTC. */
export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** The same in a list, for its owner to recognise. */
export interface ListedSessionView extends SessionView {
  /** When it was last used, to the day. */
  readonly lastUsedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}
