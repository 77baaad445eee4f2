import type { z } from "zod";
import type { Caller, Reply } from "./caller.ts";
import { callLibrary } from "./call-library.ts";
import type { SignInContext } from "./context.ts";
import { provePassword } from "./prove-password.ts";
import { replyToSignIn } from "./reply-to-sign-in.ts";
import type { signInInput, UserView } from "./shapes.ts";

type Begun =
  | { readonly twoFactorRedirect: false; readonly user: UserView }
  | { readonly twoFactorRedirect: true; readonly twoFactorMethods: readonly string[] };

/**
 * Begins a session, or a sign-in that waits for its second factor.
 *
 * @throws {SignInError} `WRONG_CREDENTIALS`.
 * @throws {DomainError} `RATE_LIMITED`, `OVERLOADED`.
 */
export async function beginSignIn(
  ctx: SignInContext,
  caller: Caller,
  { email, password }: z.output<typeof signInInput>,
): Promise<Reply<Begun>> {
  const { response, setCookies } = await provePassword(ctx, email, () =>
    callLibrary(ctx, caller, (library, headers) =>
      library.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
    ),
  );
  if (!("token" in response)) return { body: waiting(response), setCookies };
  return replyToSignIn(ctx, setCookies, (user) => ({
    twoFactorRedirect: false,
    user,
  }));
}

/** The plugin answers in place of the sign-in, which the library's types do not tell. */
function waiting(response: object): Begun {
  const methods: unknown = Reflect.get(response, "twoFactorMethods");
  const twoFactorMethods = Array.isArray(methods) ? methods.map(String) : [];
  return { twoFactorRedirect: true, twoFactorMethods };
}
