import { beginSignIn } from "@stampede/auth/begin-sign-in";
import type { Caller, Reply } from "@stampede/auth/caller";
import { changePassword } from "@stampede/auth/change-password";
import type { SignInContext } from "@stampede/auth/context";
import {
  getSession,
  listOwnSessions,
  refreshSession,
  revokeOtherSessions,
  revokeSession,
  signOut,
} from "@stampede/auth/own-sessions";
import {
  disableSecondFactor,
  enableSecondFactor,
  generateBackupCodes,
  getTotpUri,
} from "@stampede/auth/second-factor";
import {
  backupCodeInput,
  changePasswordInput,
  nothingInput,
  passwordInput,
  revokeSessionInput,
  signInInput,
  totpInput,
} from "@stampede/auth/shapes";
import { verifyBackupCode, verifyTotp } from "@stampede/auth/verify-second-factor";
import { TRPCError } from "@trpc/server";
import type { z } from "zod";

/** What one route does. */
export interface Route {
  readonly limit: "read" | "change" | "signIn" | "secondFactor";
  /**
   * Whether its caller waits for the answer however late it is: it changes what they sign in with, and
   * whoever is not told has no way in that they know of.
   */
  readonly isAwaited: boolean;
  /**
   * @param body parsed JSON; undefined for a GET
   * @throws {TRPCError} `BAD_REQUEST` for a body that the route's schema refuses.
   */
  readonly answer: (ctx: SignInContext, caller: Caller, body: unknown) => Promise<Reply<unknown>>;
}

type Run<Input> = (ctx: SignInContext, caller: Caller, input: Input) => Promise<Reply<unknown>>;

/** All that is served below /api/auth; each path with its methods. */
export const ROUTES: ReadonlyMap<string, Readonly<Partial<Record<string, Route>>>> = new Map([
  ["/sign-in/email", { POST: post("signIn", signInInput, beginSignIn) }],
  ["/sign-out", { POST: post("change", nothingInput, signOut) }],
  ["/get-session", { GET: get(getSession), POST: post("change", nothingInput, refreshSession) }],
  ["/list-sessions", { GET: get(listOwnSessions) }],
  ["/revoke-session", { POST: post("change", revokeSessionInput, revokeSession) }],
  ["/revoke-other-sessions", { POST: post("change", nothingInput, revokeOtherSessions) }],
  ["/change-password", { POST: change(changePasswordInput, changePassword) }],
  ["/two-factor/enable", { POST: change(passwordInput, enableSecondFactor) }],
  ["/two-factor/disable", { POST: change(passwordInput, disableSecondFactor) }],
  ["/two-factor/generate-backup-codes", { POST: change(passwordInput, generateBackupCodes) }],
  ["/two-factor/get-totp-uri", { POST: post("signIn", passwordInput, getTotpUri) }],
  ["/two-factor/verify-totp", { POST: post("secondFactor", totpInput, verifyTotp) }],
  [
    "/two-factor/verify-backup-code",
    { POST: post("secondFactor", backupCodeInput, verifyBackupCode) },
  ],
]);

function get(run: (ctx: SignInContext, caller: Caller) => Promise<Reply<unknown>>): Route {
  return { limit: "read", isAwaited: false, answer: run };
}

function change<Input>(schema: z.ZodType<Input>, run: Run<Input>): Route {
  return { ...post("signIn", schema, run), isAwaited: true };
}

function post<Input>(limit: Route["limit"], schema: z.ZodType<Input>, run: Run<Input>): Route {
  return {
    limit,
    isAwaited: false,
    answer(ctx, caller, body) {
      const { data, error } = schema.safeParse(body);
      if (error !== undefined) throw new TRPCError({ code: "BAD_REQUEST", cause: error });
      return run(ctx, caller, data);
    },
  };
}
