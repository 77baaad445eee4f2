import { openDatabase } from "@stampede/db/client";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAILURES_MAX } from "../src/attempts.ts";
import { beginSignIn } from "../src/begin-sign-in.ts";
import { createSignInContext, type SignInContext } from "../src/context.ts";
import { createUser } from "../src/create-user.ts";
import { hasPassword } from "../src/has-password.ts";
import { generatePassword } from "../src/passwords.ts";
import { authenticateCookie } from "../src/require-session.ts";
import { resetUser } from "../src/reset-user.ts";

const PASSWORD = "a-password-of-somebody";
const ORGANIZER = { slug: "users", name: "Users" };
const caller = { cookies: undefined, userAgent: undefined, address: "127.0.0.1" };

let database: TestDatabase;
let ctx: SignInContext;

beforeAll(async () => {
  database = await createTestDatabase();
  const db = openDatabase({ connectionString: database.url, applicationName: "test" });
  ctx = createSignInContext({
    db,
    appSecrets: ["s".repeat(40)],
    publicUrl: undefined,
    log: { warn: (details) => expect.fail(JSON.stringify(details)) },
  });
  await ensureOrganizer({ db }, ORGANIZER);
});

afterAll(async () => {
  await ctx.db.close();
  await database.drop();
});

const make = (email: string, password = PASSWORD) =>
  createUser(ctx, { organizerSlug: ORGANIZER.slug, email, password });

async function signIn(email: string, password: string): Promise<string> {
  const { setCookies } = await beginSignIn(ctx, caller, { email, password });
  return setCookies.join("; ");
}

test("somebody is made once for an address, whatever its case", async () => {
  await make("Once@Example.com");
  await expect(make("once@example.com")).rejects.toMatchObject({ reason: "INVALID_INPUT" });
  await signIn("once@example.com", PASSWORD);
});

test.each([
  ["nobody", PASSWORD, "email"],
  ["two@example.com, three@example.com", PASSWORD, "email"],
  ["short@example.com", "x".repeat(9), "password"],
  ["long@example.com", "x".repeat(129), "password"],
])("%j with %j is refused for its %s, which is not quoted", async (email, password, field) => {
  const refusal: unknown = await make(email, password).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: [field] }] },
  });
  expect(JSON.stringify(refusal)).not.toContain(password);
});

test("nobody is made for an organizer that is not there", async () => {
  const nobody = { organizerSlug: "none", email: "none@example.com", password: PASSWORD };
  await expect(createUser(ctx, nobody)).rejects.toMatchObject({ reason: "NOT_FOUND" });
});

test("a reset ends the sessions, the old password and the lock", async () => {
  const email = "reset@example.com";
  await make(email);
  const cookies = await signIn(email, PASSWORD);
  for (let failures = 0; failures < FAILURES_MAX; failures++) {
    await expect(signIn(email, "not the password")).rejects.toThrow("wrong");
  }
  await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ reason: "RATE_LIMITED" });
  const password = generatePassword();
  await resetUser(ctx, { email, password, disableSecondFactor: false });
  expect(await authenticateCookie(ctx, cookies)).toEqual({ kind: "bad" });
  await expect(signIn(email, PASSWORD)).rejects.toMatchObject({ reason: "WRONG_CREDENTIALS" });
  expect(await authenticateCookie(ctx, await signIn(email, password))).toMatchObject({
    kind: "organizer",
    organizer: ORGANIZER,
  });
});

test("who starts the servers knows whether a password is still the one", async () => {
  const email = "has@example.com";
  expect(await hasPassword(ctx, { email, password: PASSWORD })).toBeUndefined();
  await make(email);
  expect(await hasPassword(ctx, { email, password: PASSWORD })).toBe(true);
  expect(await hasPassword(ctx, { email, password: "not the password" })).toBe(false);
});
