import { getJson, postJson } from "./sign-in-request.ts";

/** Who is signed in. */
interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactorEnabled: boolean;
  readonly organizer: { readonly name: string; readonly slug: string };
}

/** Who is signed in, and since when. Instants are ISO 8601 in UTC. */
export interface Session {
  readonly session: {
    readonly id: string;
    readonly createdAt: string;
    readonly expiresAt: string;
  };
  readonly user: User;
}

/** A browser that is signed in. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** When it was last used, to the day. */
  readonly lastUsedAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** A secret for an authenticator, and the codes for when that is lost. */
export interface NewSecondFactor {
  /** `otpauth://totp/…` */
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** Who is signed in here, or null; a session in use is prolonged. */
export function readSession(signal: AbortSignal): Promise<Session | null> {
  return postJson("get-session", {}, signal);
}

/** Begins a session, or a sign-in that waits for its second factor: then `twoFactorRedirect`. */
export function signIn(
  email: string,
  password: string,
): Promise<{ readonly twoFactorRedirect: boolean }> {
  return postJson("sign-in/email", { email, password });
}

/** Ends the sign-in that waits or, signed in, turns the second factor on. */
export function verifyTotp(code: string): Promise<unknown> {
  return postJson("two-factor/verify-totp", { code });
}

/** Ends the sign-in that waits; the code is used up. */
export function verifyBackupCode(code: string): Promise<unknown> {
  return postJson("two-factor/verify-backup-code", { code });
}

export function signOut(): Promise<unknown> {
  return postJson("sign-out");
}

/** Newest first. */
export function listSessions(signal: AbortSignal): Promise<readonly ListedSession[]> {
  return getJson("list-sessions", signal);
}

export function revokeSession(sessionId: string): Promise<unknown> {
  return postJson("revoke-session", { sessionId });
}

export function revokeOtherSessions(): Promise<unknown> {
  return postJson("revoke-other-sessions");
}

/** All other sessions end. */
export function changePassword(currentPassword: string, newPassword: string): Promise<unknown> {
  return postJson("change-password", { currentPassword, newPassword });
}

/** They count from the first right code on. */
export function enableSecondFactor(password: string): Promise<NewSecondFactor> {
  return postJson("two-factor/enable", { password });
}

export function disableSecondFactor(password: string): Promise<unknown> {
  return postJson("two-factor/disable", { password });
}

/** Those of before count no more. */
export function newBackupCodes(
  password: string,
): Promise<{ readonly backupCodes: readonly string[] }> {
  return postJson("two-factor/generate-backup-codes", { password });
}
