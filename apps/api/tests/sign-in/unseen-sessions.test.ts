import { createSignInContext } from "@stampede/auth/context";
import { endUnseenSession } from "@stampede/auth/end-unseen-session";
import { openDatabase } from "@stampede/db/client";
import { type FaultProxy, openProxy } from "@stampede/testing/fault-proxy";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { APP_SECRET, startTestApi, type TestApi } from "../test-api.ts";
import { PASSWORD, setStage, type Stage } from "./stage.ts";
import { visit } from "./visitor.ts";

/** Each way: a sign-in is several round trips, a new password twice as many, and each of them is well within a statement's limits. */
const LATE_DELAY_MS = 250;
const SLOW_DELAY_MS = 50;

let stage: Stage;
let proxy: FaultProxy;
let api: TestApi;
let email: string;
beforeAll(async () => {
  stage = await setStage();
  proxy = await openProxy(stage.api.databaseUrl);
  api = await startTestApi({ DATABASE_URL: proxy.url });
  ({ email } = await stage.addUser());
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

const count = async (table: "attempts" | "sessions"): Promise<number> =>
  (await stage.api.rows(`SELECT FROM sign_in.${table}`)).length;

beforeEach(async () => {
  // Its connections are open then, and the library is loaded.
  await waitFor(
    async () =>
      (await visit(api.url).post("/sign-in/email", { email, password: PASSWORD })).status === 200,
  );
  await stage.api.rows("DELETE FROM sign_in.sessions");
});
afterEach(() => proxy.mend());

/** Waits for the end of a sign-in that was begun: the attempt at the password counts no more. */
const untilSignedIn = () => waitFor(async () => (await count("attempts")) === 0);

test("a sign-in that comes too late to be answered leaves no session behind", async () => {
  proxy.delay(LATE_DELAY_MS);
  const reply = await visit(api.url).post("/sign-in/email", { email, password: PASSWORD });
  expect(reply.error().reason).toBe("UNAVAILABLE");
  await waitFor(async () => (await count("attempts")) === 1);
  await proxy.mend();
  await untilSignedIn();
  await waitFor(async () => (await count("sessions")) === 0);
});

test("a sign-in that its browser does not wait for leaves no session behind", async () => {
  proxy.delay(SLOW_DELAY_MS);
  const leaving = new AbortController();
  const asked = fetch(`${api.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: api.url },
    body: JSON.stringify({ email, password: PASSWORD }),
    signal: leaving.signal,
  });
  await waitFor(async () => (await count("attempts")) === 1);
  leaving.abort();
  await expect(asked).rejects.toThrow("aborted");
  await untilSignedIn();
  await waitFor(async () => (await count("sessions")) === 0);
});

test("who changes a password waits for the answer, however late, and is signed in with it", async () => {
  const own = await stage.addUser();
  const visitor = visit(api.url);
  await visitor.post("/sign-in/email", { email: own.email, password: PASSWORD });
  proxy.delay(2 * SLOW_DELAY_MS);
  const passwords = { currentPassword: PASSWORD, newPassword: "another-password" };
  const reply = await visitor.post("/change-password", passwords);
  expect([reply.status, reply.body]).toEqual([200, { status: true }]);
  await proxy.mend();
  expect((await visitor.get("/list-sessions")).status).toBe(200);
});

test("a session that its caller came with goes on, whatever becomes of the reply", async () => {
  const { databaseUrl: connectionString } = stage.api;
  const db = openDatabase({ connectionString, applicationName: "test", poolSize: 1 });
  try {
    const log = { warn: () => undefined };
    const ctx = createSignInContext({ db, appSecrets: [APP_SECRET], publicUrl: undefined, log });
    const visitor = visit(api.url);
    const reply = await visitor.post("/sign-in/email", { email, password: PASSWORD });
    await endUnseenSession(ctx, { cookies: visitor.cookieHeader() }, reply);
    expect(await count("sessions")).toBe(1);
    await endUnseenSession(ctx, { cookies: undefined }, reply);
    expect(await count("sessions")).toBe(0);
  } finally {
    await db.close();
  }
});
