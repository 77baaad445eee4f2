import type { Database } from "@stampede/db/client";
import type { BetterAuth } from "./better-auth.ts";
import { type CookieSettings, cookieSettings } from "./cookies.ts";
import { signInSecrets } from "./secrets.ts";

/** Each takes a processor for some 50 ms and 16 MB; who sells tickets must not wait for them. */
const HASHES_AT_ONCE_MAX = 4;

/** What every function of signing in is given; made once for each process. */
export interface SignInContext {
  readonly db: Database;
  readonly cookies: CookieSettings;
  /** What cookies are signed with. */
  readonly secret: string;
  /** The library, loaded when somebody first signs in: a process that only sells never pays for it. */
  readonly library: () => Promise<BetterAuth>;
  /** Passwords that may be looked at now. */
  readonly hashes: { left: number };
}

export interface SignInOptions {
  readonly db: Database;
  /** Newest first. */
  readonly appSecrets: readonly [string, ...string[]];
  /** Where people reach the site; cookies are `Secure` where it is https. */
  readonly publicUrl: string | undefined;
  readonly log: { warn(details: object, message: string): void };
}

/** Puts together what the functions of signing in are given, once for each process. */
export function createSignInContext(options: SignInOptions): SignInContext {
  const { db, publicUrl, log } = options;
  const secrets = signInSecrets(options.appSecrets);
  const cookies = cookieSettings(publicUrl);
  let library: Promise<BetterAuth> | undefined;
  const load = async (): Promise<BetterAuth> => {
    const { createBetterAuth } = await import("./better-auth.ts");
    const origin = new URL(publicUrl ?? "http://localhost").origin;
    const onError = (error: unknown): void => log.warn({ error }, "sign-in failed inside");
    return createBetterAuth({ db, secrets, cookies, origin, onError });
  };
  return {
    db,
    cookies,
    secret: secrets[0].value,
    library: () => (library ??= load()),
    hashes: { left: HASHES_AT_ONCE_MAX },
  };
}
