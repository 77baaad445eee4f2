import { createLog } from "@stampede/service/log";
import { startTestPostgres } from "@stampede/testing/postgres";
import { expect, test } from "vitest";
import { startApi } from "../../src/api.ts";
import { readEnvironment } from "../../src/environment.ts";
import { APP_SECRET } from "../test-api.ts";
import { PASSWORD, setStage, type Stage } from "./stage.ts";
import { visit } from "./visitor.ts";

const PER_CLIENT = 20;
const PER_ACCOUNT = 10;
const CROWD = 60;
const HEARD_MS_MAX = 15_000;

const limited = { RATE_LIMITS: "on", TRUSTED_PROXIES: "127.0.0.0/8" };

const attempt = (stage: Stage, email: string, client: string) =>
  stage
    .visit()
    .post("/sign-in/email", { email, password: "not the password" }, { "x-forwarded-for": client });

/** At once, so that all fall into one window of the limit, however long a password takes to look at. */
const atOnce = (count: number, call: (index: number) => ReturnType<typeof attempt>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** Waits until somebody is let in as far as the password. */
const expectHeard = (stage: Stage, email: string, client: string) =>
  expect
    .poll(async () => (await attempt(stage, email, client)).status, { timeout: HEARD_MS_MAX })
    .toBe(401);

test("one client tries few addresses, whoever else signs in meanwhile", async () => {
  await using stage = await setStage(limited);
  const replies = await atOnce(PER_CLIENT + 1, (index) =>
    attempt(stage, `nobody.${index}@example.com`, "198.51.100.7"),
  );
  const [refused, ...others] = replies.filter(({ status }) => status === 429);
  expect(others).toEqual([]);
  expect(refused?.error().reason).toBe("RATE_LIMITED");
  expect(refused?.headers.get("retry-after")).toMatch(/^[1-9]\d?$/);
  await expectHeard(stage, "nobody@example.com", "198.51.100.8");
});

test("many clients try one address no more often than one does", async () => {
  await using stage = await setStage(limited);
  const replies = await atOnce(PER_ACCOUNT + 1, (index) =>
    attempt(stage, "one@example.com", `198.51.100.${index}`),
  );
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(1);
  await expectHeard(stage, "other@example.com", "198.51.100.1");
});

test("a crowd that signs in is shed, and the next one gets in", async () => {
  await using stage = await setStage();
  const { email } = await stage.addUser();
  await stage.signedIn(email);
  const replies = await Promise.all(
    Array.from({ length: CROWD }, (_, index) => attempt(stage, `${index}@example.com`, "")),
  );
  const shed = replies.filter(({ status }) => status === 503);
  expect(shed.length).toBeGreaterThan(0);
  expect(replies.every(({ status }) => status === 401 || status === 503)).toBe(true);
  expect(shed.map((reply) => reply.error().reason)).toContain("OVERLOADED");
  expect(shed[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
  await stage.signedIn(email);
});

test("a database out of reach is told as such", async () => {
  await using postgres = await startTestPostgres();
  const log = createLog({ app: "api", level: "silent" });
  const variables = {
    DATABASE_URL: postgres.url,
    PORT: "0",
    APP_SECRET,
    QUEUE_BACKEND: "postgres",
  };
  const api = await startApi(readEnvironment(variables), log);
  try {
    const visitor = visit(`http://127.0.0.1:${api.port}`);
    const signIn = { email: "nobody@example.com", password: PASSWORD };
    expect((await visitor.post("/sign-in/email", signIn)).status).toBe(401);
    await postgres.kill();
    const reply = await visitor.post("/sign-in/email", signIn);
    expect(reply.error()).toMatchObject({ reason: "UNAVAILABLE", httpStatus: 503 });
    expect(reply.headers.get("retry-after")).toMatch(/^[1-9]$/);
  } finally {
    await api.close();
  }
});
