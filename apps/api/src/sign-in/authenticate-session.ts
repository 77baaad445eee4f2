import type { SignInContext } from "@stampede/auth/context";
import { authenticateCookie } from "@stampede/auth/require-session";
import type { Authentication } from "@stampede/router/context";
import type { IsOwnOrigin } from "./own-origins.ts";

/** Finds out for whom a request's cookies act. */
export type AuthenticateSession = (
  header: (name: string) => string | undefined,
) => Promise<Authentication>;

/**
 * Authenticates by the session's cookie, which a browser sends whoever made the page: a request that
 * comes from another site's is refused. Browsers name the origin in every request that changes
 * something, and in every one to another site.
 */
export function createSessionAuthentication(
  signIn: SignInContext,
  isOwnOrigin: IsOwnOrigin,
): AuthenticateSession {
  return async (header) => {
    const cookies = header("cookie");
    if (cookies === undefined) return { kind: "none" };
    const authentication = await authenticateCookie(signIn, cookies);
    if (authentication.kind !== "organizer") return authentication;
    const origin = header("origin");
    return origin === undefined || isOwnOrigin(origin) ? authentication : { kind: "bad" };
  };
}
