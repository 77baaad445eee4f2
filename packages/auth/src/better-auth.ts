import { randomUUIDv7 } from "node:crypto";
import type { Database } from "@stampede/db/client";
import { accounts, sessions, twoFactors, users, verifications } from "@stampede/db/schema";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { ADDRESS_HEADER } from "./address-header.ts";
import type { CookieSettings } from "./cookies.ts";
import type { SignInSecret } from "./secrets.ts";
import { SESSION_SECONDS } from "./sessions.ts";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "./shapes.ts";

const CHALLENGE_SECONDS = 10 * 60;
const ISSUER = "Stampede";

export interface BetterAuthOptions {
  readonly db: Database;
  /** Newest first. */
  readonly secrets: readonly SignInSecret[];
  readonly cookies: CookieSettings;
  /** Where people reach the site. */
  readonly origin: string;
  /** Told of what the library only notes. */
  readonly onError: (error: unknown) => void;
}

/**
 * The library that sign-in is built on. Only its functions are called: none of its routes is served,
 * so what is not called here cannot be reached.
 */
export function createBetterAuth({ db, secrets, cookies, origin, onError }: BetterAuthOptions) {
  return betterAuth({
    appName: ISSUER,
    baseURL: origin,
    trustedOrigins: [origin],
    secrets: [...secrets],
    database: drizzleAdapter(db.orm, {
      provider: "pg",
      transaction: true,
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        twoFactor: twoFactors,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
    },
    session: {
      expiresIn: SESSION_SECONDS,
      // A session is prolonged, and limited, by `prolongSession`.
      disableSessionRefresh: true,
      freshAge: 0,
      cookieCache: { enabled: false },
    },
    plugins: [
      twoFactor({
        issuer: ISSUER,
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        // It counts a wrong code after it has looked at it, and so many at once as none.
        accountLockout: { enabled: false },
      }),
    ],
    // Both are this project's own: limits that all processes share, and its own log.
    rateLimit: { enabled: false },
    logger: { level: "error", log: (_level, _message, ...details) => onError(causeOf(details)) },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: cookies.prefix,
      // The prefix says it already.
      useSecureCookies: false,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: "lax",
        path: "/",
        secure: cookies.secure,
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => randomUUIDv7(), validateSchema: false },
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

/** The library's messages may quote what was sent; errors are cleaned by the log. */
function causeOf(details: readonly unknown[]): unknown {
  return details.find((detail) => detail instanceof Error) ?? new Error("sign-in failed inside");
}
