import { createHmac } from "node:crypto";
import { signInSecrets } from "@stampede/auth/secrets";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { APP_SECRET } from "../test-api.ts";
import { authenticator } from "./authenticator.ts";
import { PASSWORD, setStage, type Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

const FAILURES_ALLOWED = 10;
const TRIES_PER_SIGN_IN = 5;

const enrolmentShape = z.strictObject({ totpURI: z.string(), backupCodes: z.array(z.string()) });

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Somebody with a second factor, signed in. */
async function enrolled() {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const reply = await visitor.post("/two-factor/enable", { password: PASSWORD });
  const { totpURI, backupCodes } = enrolmentShape.parse(reply.body);
  const device = authenticator(totpURI);
  const verified = await visitor.post("/two-factor/verify-totp", { code: device.code() });
  expect(verified.body).toMatchObject({ user: { email, twoFactorEnabled: true } });
  return { email, visitor, device, backupCodes };
}

async function challenged(email: string): Promise<Visitor> {
  const visitor = stage.visit();
  const reply = await visitor.post("/sign-in/email", { email, password: PASSWORD });
  expect(reply.body).toEqual({ twoFactorRedirect: true, twoFactorMethods: ["totp"] });
  return visitor;
}

/**
 * So many sign-ins of one person that wait: one that was begun, and copies of it, for a password each
 * would take seconds.
 */
async function manyChallenged(email: string, times: number): Promise<Visitor[]> {
  const first = await challenged(email);
  const [cookie = ""] = [...first.cookies.keys()];
  const signed = decodeURIComponent(first.cookies.get(cookie) ?? "");
  const value = signed.slice(0, signed.lastIndexOf("."));
  const [{ value: secret }] = signInSecrets([APP_SECRET]);
  const visitors = Array.from({ length: times }, (_, n) => {
    const visitor = stage.visit();
    const signature = createHmac("sha256", secret).update(`${value}${n}`).digest("base64");
    visitor.cookies.set(cookie, encodeURIComponent(`${value}${n}.${signature}`));
    return visitor;
  });
  await stage.api.rows(
    `INSERT INTO sign_in.verifications
     SELECT gen_random_uuid(), identifier || n, value, expires_at, created_at, updated_at
     FROM sign_in.verifications, generate_series(0, ${times - 1}) AS n
     WHERE identifier LIKE '%${value}'`,
  );
  return visitors;
}

const isSignedIn = async (visitor: Visitor) => (await visitor.get("/get-session")).body !== null;
const verify = (visitor: Visitor, code: string) =>
  visitor.post("/two-factor/verify-totp", { code });

test("a secret counts from its first right code on", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const wrong = await visitor.post("/two-factor/enable", { password: "not the password" });
  expect(wrong.error()).toMatchObject({ reason: "WRONG_PASSWORD", httpStatus: 403 });
  await visitor.post("/two-factor/enable", { password: PASSWORD });
  // Whoever closes the page here can sign in as before, and ask again.
  await stage.signedIn(email);
  const again = await visitor.post("/two-factor/enable", { password: PASSWORD });
  const { totpURI, backupCodes } = enrolmentShape.parse(again.body);
  const device = authenticator(totpURI);
  expect(device).toMatchObject({ issuer: "Stampede", label: email });
  expect(new Set(backupCodes).size).toBe(10);
  const refused = await verify(visitor, device.wrong());
  expect(refused.error()).toMatchObject({ reason: "WRONG_CODE", httpStatus: 403 });
  expect((await verify(visitor, device.code())).status).toBe(200);
  expect(await isSignedIn(visitor)).toBe(true);
  expect((await verify(visitor, device.code())).error().reason).toBe("SECOND_FACTOR_ON");
  const twice = await visitor.post("/two-factor/enable", { password: PASSWORD });
  expect(twice.error()).toMatchObject({ reason: "SECOND_FACTOR_ON", httpStatus: 409 });
});

test("a password alone begins no session where there is a second factor", async () => {
  const { email, device } = await enrolled();
  const visitor = await challenged(email);
  expect(await isSignedIn(visitor)).toBe(false);
  const headers = { cookie: visitor.cookieHeader() };
  const refused = await stage.api.call("organizer.events.list", { headers });
  expect(refused.error().reason).toBe("UNAUTHENTICATED");
  expect((await verify(visitor, device.wrong())).error().reason).toBe("WRONG_CODE");
  const reply = await verify(visitor, device.code(1));
  expect(reply.body).toMatchObject({ user: { email } });
  expect(reply.text).not.toContain("token");
  expect(await isSignedIn(visitor)).toBe(true);
});

test("a code ends one sign-in, and not a second one", async () => {
  const { email, device } = await enrolled();
  const code = device.code(1);
  const visitors = [await challenged(email), await challenged(email)];
  const replies = await Promise.all(visitors.map((visitor) => verify(visitor, code)));
  const statuses = replies.map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 403]);
});

test("a backup code ends one sign-in, and new ones replace the old", async () => {
  const { email, visitor, backupCodes } = await enrolled();
  const [first = "", second = ""] = backupCodes;
  const withCode = async (code: string) =>
    (await challenged(email)).post("/two-factor/verify-backup-code", { code });
  expect((await withCode(first)).body).toMatchObject({ user: { email } });
  expect((await withCode(first)).error().reason).toBe("WRONG_CODE");
  const reply = await visitor.post("/two-factor/generate-backup-codes", { password: PASSWORD });
  const fresh = z.strictObject({ backupCodes: z.array(z.string()).length(10) }).parse(reply.body);
  expect((await withCode(second)).error().reason).toBe("WRONG_CODE");
  expect((await withCode(fresh.backupCodes[0] ?? "")).status).toBe(200);
});

test("five wrong codes end a sign-in, and ten in a row lock the second factor for a while", async () => {
  const { email, device } = await enrolled();
  for (let failures = 0; failures < FAILURES_ALLOWED;) {
    const visitor = await challenged(email);
    for (let tries = 0; tries < TRIES_PER_SIGN_IN; tries++, failures++) {
      expect((await verify(visitor, device.wrong())).error().reason).toBe("WRONG_CODE");
    }
    const over = (await verify(visitor, device.code(1))).error().reason;
    expect(over).toBe(failures < FAILURES_ALLOWED ? "CHALLENGE_ENDED" : "RATE_LIMITED");
  }
  const visitor = await challenged(email);
  const locked = await verify(visitor, device.code(1));
  expect(locked.error().reason).toBe("RATE_LIMITED");
  expect(Number(locked.headers.get("retry-after"))).toBeCloseTo(15 * 60, -2);
  await stage.api.rows("UPDATE sign_in.two_factors SET locked_until = now() - interval '1 second'");
  expect((await verify(visitor, device.code(1))).status).toBe(200);
});

test.each(["verify-totp", "verify-backup-code"])(
  "however many codes come at once to %s, ten are looked at",
  async (path) => {
    const { email, device } = await enrolled();
    const visitors = await manyChallenged(email, 2 * FAILURES_ALLOWED);
    const replies = await Promise.all(
      visitors.map((visitor, n) =>
        visitor.post(`/two-factor/${path}`, { code: device.wrong(n + 1) }),
      ),
    );
    // One whose answer came too late is told to come again, and counts all the same.
    const answered = replies.filter(({ status }) => status !== 503);
    expect(
      answered.map(({ text }) => text).filter((text) => !/WRONG_CODE|RATE_LIMITED/.test(text)),
    ).toEqual([]);
    const lookedAt = answered.filter(({ status }) => status === 403);
    expect(lookedAt.length).toBeLessThanOrEqual(FAILURES_ALLOWED);
    const late = await challenged(email);
    expect((await verify(late, device.code(1))).error().reason).toBe("RATE_LIMITED");
  },
);

test("a right code ends the row, and one that nobody looked at is no part of it", async () => {
  const { email, device, backupCodes } = await enrolled();
  const failures = async () =>
    (
      await stage.api.rows(
        `SELECT failed_verification_count AS count, locked_until FROM sign_in.two_factors
         JOIN sign_in.users ON users.id = user_id WHERE email = '${email}'`,
      )
    )[0];
  const ended = await challenged(email);
  for (let tries = 0; tries < TRIES_PER_SIGN_IN; tries++) await verify(ended, device.wrong());
  for (let tries = 0; tries < FAILURES_ALLOWED; tries++) {
    expect((await verify(ended, device.wrong())).error().reason).toBe("CHALLENGE_ENDED");
  }
  expect(await failures()).toEqual({ count: TRIES_PER_SIGN_IN, locked_until: null });
  expect((await verify(await challenged(email), device.code(1))).status).toBe(200);
  expect(await failures()).toEqual({ count: 0, locked_until: null });
  const [code] = backupCodes;
  await verify(await challenged(email), device.wrong());
  const last = await challenged(email);
  expect((await last.post("/two-factor/verify-backup-code", { code })).status).toBe(200);
  expect(await failures()).toEqual({ count: 0, locked_until: null });
});

test("a sign-in waits for its second factor for ten minutes, in the browser that began it", async () => {
  const { email, device } = await enrolled();
  const none = await verify(stage.visit(), device.code(1));
  expect(none.error()).toMatchObject({ reason: "CHALLENGE_ENDED", httpStatus: 401 });
  const visitor = await challenged(email);
  await stage.api.rows(
    "UPDATE sign_in.verifications SET expires_at = expires_at - interval '10 minutes'",
  );
  expect((await verify(visitor, device.code(1))).error().reason).toBe("CHALLENGE_ENDED");
});

test("a new password ends the sign-ins that the old one began", async () => {
  const { email, visitor, device } = await enrolled();
  const begun = await challenged(email);
  const passwords = { currentPassword: PASSWORD, newPassword: "another-password" };
  await visitor.post("/change-password", passwords);
  expect((await verify(begun, device.code(1))).error().reason).toBe("CHALLENGE_ENDED");
});

test("the second factor is shown again, and taken away, for the password", async () => {
  const { email, visitor, device } = await enrolled();
  const shown = await visitor.post("/two-factor/get-totp-uri", { password: PASSWORD });
  const { totpURI } = z.strictObject({ totpURI: z.string() }).parse(shown.body);
  expect(authenticator(totpURI).code()).toBe(device.code());
  for (const path of ["get-totp-uri", "generate-backup-codes", "disable"]) {
    const wrong = await visitor.post(`/two-factor/${path}`, { password: "not the password" });
    expect(wrong.error().reason).toBe("WRONG_PASSWORD");
  }
  const reply = await visitor.post("/two-factor/disable", { password: PASSWORD });
  expect(reply.body).toEqual({ status: true });
  expect(await isSignedIn(visitor)).toBe(true);
  expect(await isSignedIn(await stage.signedIn(email))).toBe(true);
  for (const path of ["get-totp-uri", "generate-backup-codes", "disable"]) {
    const off = await visitor.post(`/two-factor/${path}`, { password: PASSWORD });
    expect(off.error()).toMatchObject({ reason: "SECOND_FACTOR_OFF", httpStatus: 409 });
  }
});

test("neither the secret nor a backup code can be read from the database", async () => {
  const { backupCodes } = await enrolled();
  const rows = await stage.api.rows("SELECT two_factors::text AS row FROM sign_in.two_factors");
  for (const code of backupCodes) expect(JSON.stringify(rows)).not.toContain(code);
});
