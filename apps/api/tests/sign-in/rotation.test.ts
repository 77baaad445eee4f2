import { createUser } from "@stampede/auth/create-user";
import { beginSignIn } from "@stampede/auth/begin-sign-in";
import { createSignInContext, type SignInContext } from "@stampede/auth/context";
import { authenticateCookie } from "@stampede/auth/require-session";
import { enableSecondFactor } from "@stampede/auth/second-factor";
import { verifyTotp } from "@stampede/auth/verify-second-factor";
import { openDatabase } from "@stampede/db/client";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { createTestDatabase } from "@stampede/testing/database";
import { expect, onTestFinished, test } from "vitest";
import { authenticator } from "./authenticator.ts";
import { PASSWORD } from "./stage.ts";

const EMAIL = "rotation@example.com";
const [OLD, NEW] = ["o".repeat(40), "n".repeat(40)];

test("a new APP_SECRET ends sessions, and second factors go on while the old one is named", async () => {
  await using database = await createTestDatabase();
  const db = openDatabase({ connectionString: database.url, applicationName: "test" });
  onTestFinished(() => db.close());
  const log = { warn: (details: object) => expect.fail(JSON.stringify(details)) };
  const contextOf = (...appSecrets: [string, ...string[]]) =>
    createSignInContext({ db, appSecrets, publicUrl: undefined, log });
  await ensureOrganizer({ db }, { slug: "rotation", name: "Rotation" });
  await createUser({ db }, { organizerSlug: "rotation", email: EMAIL, password: PASSWORD });

  const before = contextOf(OLD);
  const signedIn = cookiesOf(await begin(before));
  const enabled = await enableSecondFactor(before, callerWith(signedIn), { password: PASSWORD });
  const device = authenticator(enabled.body.totpURI);
  const verified = await verifyTotp(before, callerWith(signedIn), { code: device.code() });
  expect(await authenticateCookie(before, cookiesOf(verified))).toMatchObject({
    kind: "organizer",
  });

  const after = contextOf(NEW, OLD);
  expect(await authenticateCookie(after, cookiesOf(verified))).toEqual({ kind: "bad" });
  const waiting = cookiesOf(await begin(after));
  const again = await verifyTotp(after, callerWith(waiting), { code: device.code(1) });
  expect(await authenticateCookie(after, cookiesOf(again))).toMatchObject({ kind: "organizer" });
});

const begin = (ctx: SignInContext) =>
  beginSignIn(ctx, callerWith(undefined), { email: EMAIL, password: PASSWORD });

const callerWith = (cookies: string | undefined) => ({
  cookies,
  userAgent: undefined,
  address: "127.0.0.1",
});

const cookiesOf = ({ setCookies }: { readonly setCookies: readonly string[] }): string =>
  setCookies
    .filter((cookie) => !cookie.includes("Max-Age=0;"))
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
