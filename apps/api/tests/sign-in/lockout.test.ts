import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, setStage, type Stage } from "./stage.ts";

const FAILURES_ALLOWED = 10;
const LOCK_MINUTES = 15;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const attempt = (email: string, password: string) =>
  stage.visit().post("/sign-in/email", { email, password });

async function fail(email: string, times: number): Promise<void> {
  for (let failures = 0; failures < times; failures++) {
    expect((await attempt(email, "not the password")).status).toBe(401);
  }
}

/** The same in less time: only the first and the last one are tried, those between are written down. */
async function failInAll(email: string, times: number): Promise<void> {
  await fail(email, 1);
  await stage.api.rows(
    `UPDATE sign_in.attempts SET failures = ${times - 1}
     WHERE last_at = (SELECT max(last_at) FROM sign_in.attempts)`,
  );
  await fail(email, 1);
}

test("ten wrong passwords in a row lock an address, for the right one too, until the lock ends", async () => {
  const { email } = await stage.addUser();
  await fail(email, FAILURES_ALLOWED);
  const locked = await attempt(email, PASSWORD);
  expect(locked.status).toBe(429);
  const { reason, details } = locked.error();
  expect(reason).toBe("RATE_LIMITED");
  const waitMs = Date.parse(String(details?.["retryAt"])) - Date.now();
  expect(waitMs).toBeGreaterThan((LOCK_MINUTES - 1) * 60_000);
  expect(waitMs).toBeLessThanOrEqual(LOCK_MINUTES * 60_000);
  expect(Number(locked.headers.get("retry-after"))).toBeCloseTo(waitMs / 1_000, -1);
  expect(locked.setCookies).toEqual([]);

  await letTimePass(`${LOCK_MINUTES} minutes`);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test("trying while it is locked makes the lock no longer", async () => {
  const { email } = await stage.addUser();
  await failInAll(email, FAILURES_ALLOWED);
  const first = (await attempt(email, "not the password")).error();
  expect((await attempt(email, "not the password")).error()).toEqual(first);
});

test("a right password ends the row", async () => {
  const { email } = await stage.addUser();
  await failInAll(email, FAILURES_ALLOWED - 1);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
  await failInAll(email, FAILURES_ALLOWED - 1);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test("failures of yesterday are no part of the row", async () => {
  const { email } = await stage.addUser();
  await failInAll(email, FAILURES_ALLOWED - 1);
  await letTimePass("25 hours");
  await failInAll(email, FAILURES_ALLOWED - 1);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test("an address that nobody has is locked alike", async () => {
  const email = "never.heard.of@example.com";
  await failInAll(email, FAILURES_ALLOWED);
  const { email: known } = await stage.addUser();
  await failInAll(known, FAILURES_ALLOWED);
  const unknown = await attempt(email, PASSWORD);
  const other = await attempt(known, PASSWORD);
  const withoutTime = (text: string) => text.replaceAll(/\d{4}-[^"]+Z/g, "");
  expect(unknown.status).toBe(429);
  expect(withoutTime(unknown.text)).toBe(withoutTime(other.text));
});

test("however many try at once, ten passwords are looked at", async () => {
  const { email } = await stage.addUser();
  const statuses: number[] = [];
  // More at once than that would be refused as overload.
  for (let round = 0; round < 5; round++) {
    const tries = Array.from({ length: 4 }, () => attempt(email, "not the password"));
    statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
  }
  // One whose answer came too late is told to come again, and counts all the same.
  const answered = statuses.filter((status) => status !== 503);
  expect(new Set(answered)).toEqual(new Set([401, 429]));
  const lookedAt = answered.filter((status) => status === 401);
  expect(lookedAt.length).toBeLessThanOrEqual(FAILURES_ALLOWED);
  expect((await attempt(email, PASSWORD)).status).toBe(429);
});

test("a stranger's wrong passwords end no session that is open", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  await failInAll(email, FAILURES_ALLOWED);
  expect((await attempt(email, PASSWORD)).status).toBe(429);
  expect((await visitor.get("/get-session")).body).toMatchObject({ user: { email } });
  const headers = { cookie: visitor.cookieHeader() };
  expect((await stage.api.call("organizer.events.list", { headers })).status).toBe(200);
});

test("a password that is asked for again counts alike", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const guess = { currentPassword: "not the password", newPassword: "another-password" };
  for (let failures = 0; failures < FAILURES_ALLOWED; failures++) {
    const reply = await visitor.post("/change-password", guess);
    expect(reply.error()).toMatchObject({ reason: "WRONG_PASSWORD", httpStatus: 403 });
  }
  const right = { ...guess, currentPassword: PASSWORD };
  expect((await visitor.post("/change-password", right)).error().reason).toBe("RATE_LIMITED");
  expect((await attempt(email, PASSWORD)).status).toBe(429);
});

test("what is stored of attempts names nobody, and is forgotten after a day", async () => {
  await fail("forgotten@example.com", 1);
  const stored = () => stage.api.rows("SELECT attempts::text AS row FROM sign_in.attempts");
  expect(JSON.stringify(await stored())).not.toContain("forgotten@");
  await letTimePass("25 hours");
  await fail("after.a.day@example.com", 1);
  expect(await stored()).toHaveLength(1);
});

/** Moves what is stored into the past, as if so much time had gone by. */
async function letTimePass(interval: string): Promise<void> {
  await stage.api.rows(
    `UPDATE sign_in.attempts SET last_at = last_at - interval '${interval}',
       locked_until = locked_until - interval '${interval}'`,
  );
}
