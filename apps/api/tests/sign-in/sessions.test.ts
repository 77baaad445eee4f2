import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { PASSWORD, setStage, type Stage } from "./stage.ts";
import type { Visitor } from "./visitor.ts";

const DAY_MS = 86_400_000;

const listShape = z.array(
  z.strictObject({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean(),
  }),
);
const sessionShape = z.object({ session: z.object({ expiresAt: z.iso.datetime() }) });

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ TRUSTED_PROXIES: "127.0.0.0/8" });
});
afterAll(() => stage[Symbol.asyncDispose]());

const list = async (visitor: Visitor) =>
  listShape.parse((await visitor.get("/list-sessions")).body);
const isSignedIn = async (visitor: Visitor): Promise<boolean> => {
  const headers = { cookie: visitor.cookieHeader() };
  const { status } = await stage.api.call("organizer.events.list", { headers });
  return status === 200;
};

test("sessions are listed with where they come from, and no token", async () => {
  const { email } = await stage.addUser();
  await stage.signedIn(email);
  const visitor = stage.visit();
  const headers = { "user-agent": "Canary/1.0", "x-forwarded-for": "198.51.100.7" };
  await visitor.post("/sign-in/email", { email, password: PASSWORD }, headers);
  const sessions = await list(visitor);
  expect(sessions.map(({ current }) => current)).toEqual([true, false]);
  expect(sessions[0]).toMatchObject({ userAgent: "Canary/1.0", ipAddress: "198.51.100.7" });
  const tokens = await stage.api.rows("SELECT token FROM sign_in.sessions");
  for (const { token } of tokens) expect(JSON.stringify(sessions)).not.toContain(token);
});

test("who is no proxy does not say where it comes from", async () => {
  await using alone = await setStage();
  const { email } = await alone.addUser();
  const visitor = alone.visit();
  const headers = { "x-forwarded-for": "198.51.100.7", "x-client-address": "198.51.100.8" };
  await visitor.post("/sign-in/email", { email, password: PASSWORD }, headers);
  expect((await list(visitor))[0]?.ipAddress).toBe("127.0.0.1");
});

test("one session is revoked from another, and refused from the next call on", async () => {
  const { email } = await stage.addUser();
  const [here, there] = [await stage.signedIn(email), await stage.signedIn(email)];
  const other = (await list(here)).find(({ current }) => !current);
  expect(await isSignedIn(there)).toBe(true);
  const reply = await here.post("/revoke-session", { sessionId: other?.id });
  expect(reply.body).toEqual({ status: true });
  expect(await isSignedIn(there)).toBe(false);
  expect((await there.get("/get-session")).body).toBeNull();
  expect((await there.get("/list-sessions")).error().reason).toBe("UNAUTHENTICATED");
  expect(await isSignedIn(here)).toBe(true);
});

test("all others are revoked at once", async () => {
  const { email } = await stage.addUser();
  const here = await stage.signedIn(email);
  const others = [await stage.signedIn(email), await stage.signedIn(email)];
  await here.post("/revoke-other-sessions");
  expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false]);
  expect(await isSignedIn(here)).toBe(true);
  expect(await list(here)).toHaveLength(1);
});

test("nobody revokes a session of somebody else", async () => {
  const [mine, theirs] = [await stage.addUser(), await stage.addUser()];
  const victim = await stage.signedIn(theirs.email);
  const [session] = await list(victim);
  const attacker = await stage.signedIn(mine.email);
  await attacker.post("/revoke-session", { sessionId: session?.id });
  expect(await isSignedIn(victim)).toBe(true);
});

test("a new password ends every other session, and the old one signs nobody in", async () => {
  const { email } = await stage.addUser();
  const [here, there] = [await stage.signedIn(email), await stage.signedIn(email)];
  const before = here.cookieHeader();
  const reply = await here.post("/change-password", {
    currentPassword: PASSWORD,
    newPassword: "another-password",
  });
  expect(reply.body).toEqual({ status: true });
  expect(here.cookieHeader()).not.toBe(before);
  expect(await isSignedIn(here)).toBe(true);
  expect(await isSignedIn(there)).toBe(false);
  const old = await stage.api.call("organizer.events.list", { headers: { cookie: before } });
  expect(old.status).toBe(401);
  const visitor = stage.visit();
  expect((await visitor.post("/sign-in/email", { email, password: PASSWORD })).status).toBe(401);
  const renewed = { email, password: "another-password" };
  expect((await visitor.post("/sign-in/email", renewed)).status).toBe(200);
});

test.each([["short-one"], ["x".repeat(129)]])(
  "%j is no password to change to",
  async (newPassword) => {
    const { email } = await stage.addUser();
    const visitor = await stage.signedIn(email);
    const reply = await visitor.post("/change-password", {
      currentPassword: PASSWORD,
      newPassword,
    });
    const { reason, details } = reply.error();
    expect(reason).toBe("INVALID_INPUT");
    expect(details).toMatchObject({ issues: [{ path: ["newPassword"] }] });
  },
);

test("a session that is used goes on, and one that is not ends after a week", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const endsInMs = async (path: "get" | "post"): Promise<number> => {
    const { body } = await visitor[path]("/get-session");
    return Date.parse(sessionShape.parse(body).session.expiresAt) - Date.now();
  };
  expect(await endsInMs("get")).toBeCloseTo(7 * DAY_MS, -5);
  await letTimePass(email, "6 days");
  expect(await endsInMs("get")).toBeCloseTo(DAY_MS, -5);
  expect(await endsInMs("post")).toBeCloseTo(7 * DAY_MS, -5);
  expect(await isSignedIn(visitor)).toBe(true);
  await letTimePass(email, "7 days");
  expect(await isSignedIn(visitor)).toBe(false);
  expect((await visitor.post("/get-session")).body).toBeNull();
});

test("a session that is used every day ends after thirty", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  for (let day = 0; day < 29; day++) {
    await letTimePass(email, "1 day");
    const reply = await visitor.post("/get-session");
    expect(reply.setCookies[0]).toMatch(
      /^stampede\.session_token=.*; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  }
  expect(await isSignedIn(visitor)).toBe(true);
  await letTimePass(email, "1 day");
  expect(await isSignedIn(visitor)).toBe(false);
});

/** Moves somebody's sessions into the past, as if so much time had gone by. */
async function letTimePass(email: string, interval: string): Promise<void> {
  await stage.api.rows(
    `UPDATE sign_in.sessions SET created_at = created_at - interval '${interval}',
       updated_at = updated_at - interval '${interval}', expires_at = expires_at - interval '${interval}'
     WHERE user_id = (SELECT id FROM sign_in.users WHERE email = '${email}')`,
  );
}
