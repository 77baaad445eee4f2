import { randomUUID } from "node:crypto";
import { createUser } from "@stampede/auth/create-user";
import { openDatabase } from "@stampede/db/client";
import { createApiKey } from "@stampede/domain/organizers/create-api-key";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { QUEUE_SCHEMA } from "@stampede/jobs/backend";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import { query } from "@stampede/testing/query";
import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { startTestRedis, type TestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { z } from "zod";
import { call, replyOf } from "./call.ts";
import { authenticator } from "./sign-in/authenticator.ts";
import { visit } from "./sign-in/visitor.ts";
import {
  APP_SECRET,
  createWorld,
  newReservation,
  ORGANIZER_KEY,
  startTestApi,
  type TestApi,
} from "./test-api.ts";

const START_MS_MAX = 60_000;
const TEST_MS_MAX = 180_000;
const JOBS_MS_MAX = 60_000;
const PASSWORD = "canary-password-of-an-organizer";
const WRONG_PASSWORD = "canary-password-that-is-wrong";
const ORGANIZER_EMAIL = "canary.organizer@example.com";
const PAYMENT_TOKENS = ["tok_canary_captured", "card_error", "tok_canary_refused"];
const TYPED_KEY = "sk_canary-key-with-a-typing-error-in-it-000";
const BUYER = ["canary.buyer@example.com", "Canary Buyer"];

const enrolmentShape = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/** Every row that a job's table has ever had. */
const KEEP_JOBS = `
  CREATE TABLE public.kept_jobs (row jsonb);
  CREATE FUNCTION public.keep_job() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN INSERT INTO public.kept_jobs VALUES (to_jsonb(NEW)); RETURN NULL; END $$;
  DO $$
  DECLARE one record;
  BEGIN
    FOR one IN SELECT table_name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema = '${QUEUE_SCHEMA}'
    LOOP
      EXECUTE format('CREATE TRIGGER keep AFTER INSERT OR UPDATE ON ${QUEUE_SCHEMA}.%I
        FOR EACH ROW EXECUTE FUNCTION public.keep_job()', one.table_name);
    END LOOP;
  END $$;`;
/** Everything that is stored of the shop and of signing in. */
const ALL_ROWS = `
  SELECT string_agg(query_to_xml(format('SELECT * FROM %I.%I', table_schema, table_name),
    true, false, '')::text, '') AS text
  FROM information_schema.tables
  WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'simulated_gateway', 'sign_in')`;

test(
  "no secret is found in the logs, the jobs, the metrics or a refusal, and none in plain in the database",
  async () => {
    await using database = await createTestDatabase();
    await using redis = await startTestRedis();
    const commands = await hearCommands(redis.url);
    const key = await prepare(database);
    const env = {
      DATABASE_URL: database.url,
      QUEUE_BACKEND: "redis",
      REDIS_URL: redis.url,
      LOG_LEVEL: "trace",
      SITE_DIRECTORY: "nowhere",
      HOLD_SECONDS: "2",
      APP_SECRET,
      ORGANIZER_API_KEY: ORGANIZER_KEY,
    };
    await using api = await spawnApp({ entry: "apps/api/src/main.ts", env });
    await using worker = await spawnApp({ entry: "apps/worker/src/main.ts", env });
    await api.ready();
    await waitFor(() => worker.output().includes("taking jobs"), { timeoutMs: START_MS_MAX });

    const refusals: string[] = [];
    const signedIn = await signInAndOut(api.url, refusals);
    const calls: Calls = { call: (path, options) => call(api.url, path, options) };
    const tokens = await sell(calls, refusals);
    await mistype(api.url, refusals, tokens[0]);
    // Alarms of holds that end are jobs, and have been run by then.
    await waitFor(async () => {
      const held = "SELECT FROM reservations WHERE status = 'held'";
      return (await query(database.url, held)).length === 0;
    });
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    const [stored] = await query<{ text: string }>(database.url, ALL_ROWS);
    await loseEverything(database, redis, api);
    await api.stop();
    await worker.stop();

    expect(commands.heard()).toContain("release-due");
    expect(api.output()).toContain("/api/auth/two-factor/verify-totp");
    const secrets = [
      ...signedIn,
      ...tokens,
      ...PAYMENT_TOKENS.filter((token) => token.includes("canary")),
      key,
      ORGANIZER_KEY,
      TYPED_KEY,
      APP_SECRET,
      PASSWORD,
      WRONG_PASSWORD,
      passwordIn(database.url),
      passwordIn(redis.url),
    ];
    const all = [...secrets, ORGANIZER_EMAIL, ...BUYER];
    for (const secret of secrets) expect(secret.length).toBeGreaterThan(7);
    for (const [place, text, canaries] of [
      ["the logs", api.output() + worker.output(), all],
      ["the jobs", commands.heard(), all],
      ["the metrics", metrics, all],
      ["the refusals", refusals.join("\n"), all],
      // Who a buyer is has to be stored; what lets somebody in has not.
      ["the database", stored?.text ?? "", secrets],
    ] as const) {
      expect(text).not.toBe("");
      expect([place, canaries.filter((canary) => text.includes(canary))]).toEqual([place, []]);
    }
  },
  TEST_MS_MAX,
);

test(
  "no secret is found in the jobs where they wait in PostgreSQL",
  async () => {
    await using api = await startTestApi({ HOLD_SECONDS: "1" });
    await migrateQueues({ connectionString: api.databaseUrl });
    await query(api.databaseUrl, KEEP_JOBS);
    const tokens: string[] = [];
    const jobs = await waitFor(
      async () => {
        // What finds no queue is dropped, and one that was not there is looked for now and then.
        tokens.push(...(await sell(api, [])));
        const text = JSON.stringify(await query(api.databaseUrl, "SELECT row FROM kept_jobs"));
        return text.includes("release-due") ? text : undefined;
      },
      { timeoutMs: JOBS_MS_MAX, describe: "a job in the queue" },
    );
    const all = [...tokens, ...PAYMENT_TOKENS, ...BUYER, ORGANIZER_KEY, APP_SECRET];
    expect(all.filter((canary) => jobs.includes(canary))).toEqual([]);
  },
  TEST_MS_MAX,
);

const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password);

/** Everything that anybody asks a Redis for. */
async function hearCommands(url: string) {
  const client = new Redis(url, { retryStrategy: () => null });
  const monitor = await client.monitor();
  // It is ended while they are connected.
  for (const connection of [client, monitor]) connection.on("error", () => undefined);
  let commands = "";
  monitor.on("monitor", (_: string, args: string[]) => (commands += `${args.join(" ")}\n`));
  return { heard: () => commands };
}

/** Has both processes log whatever they say of connections that break. */
async function loseEverything(
  { url }: TestDatabase,
  redis: TestRedis,
  { output }: Pick<AppProcess, "output">,
): Promise<void> {
  await redis.kill();
  await query(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await waitFor(() => output().includes("a database connection was lost"));
}

/** Makes who may sign in, and gives a key of theirs. */
async function prepare({ url }: TestDatabase): Promise<string> {
  const db = openDatabase({ connectionString: url, applicationName: "test" });
  try {
    await ensureOrganizer({ db }, { slug: "canaries", name: "Canaries" });
    await createUser(
      { db },
      { organizerSlug: "canaries", email: ORGANIZER_EMAIL, password: PASSWORD },
    );
    return (await createApiKey({ db }, { organizerSlug: "canaries" })).key;
  } finally {
    await db.close();
  }
}

/** Signs in in every way there is, rightly and wrongly, and gives what was secret in it. */
async function signInAndOut(url: string, refusals: string[]): Promise<string[]> {
  const visitor = visit(url);
  const attempt = async (path: string, body: object) => {
    const reply = await visitor.post(path, body);
    if (reply.status >= 400) refusals.push(reply.text);
    return reply;
  };
  // On a busy machine a password may take longer to look at than an answer may.
  const post = (path: string, body: object): Promise<unknown> =>
    waitFor(
      async () => {
        const { status, body: answer } = await attempt(path, body);
        return status === 200 ? { answer } : undefined;
      },
      { timeoutMs: START_MS_MAX, describe: `an answer to ${path}` },
    ).then(({ answer }) => answer);
  const signIn = { email: ORGANIZER_EMAIL, password: PASSWORD };
  await attempt("/sign-in/email", { ...signIn, password: WRONG_PASSWORD });
  await attempt("/sign-in/email", { ...signIn, callbackURL: PASSWORD });
  await post("/sign-in/email", signIn);
  const first = visitor.cookies.get("stampede.session_token") ?? "";
  const { totpURI, backupCodes } = enrolmentShape.parse(
    await post("/two-factor/enable", { password: PASSWORD }),
  );
  const device = authenticator(totpURI);
  await attempt("/two-factor/verify-totp", { code: device.wrong() });
  await post("/two-factor/verify-totp", { code: device.code() });
  const second = visitor.cookies.get("stampede.session_token") ?? "";
  await attempt("/change-password", { currentPassword: WRONG_PASSWORD, newPassword: PASSWORD });
  await post("/sign-out", {});
  await post("/sign-in/email", signIn);
  const waiting = [...visitor.cookies.values()];
  await attempt("/two-factor/verify-backup-code", { code: WRONG_PASSWORD.slice(0, 20) });
  await post("/two-factor/verify-backup-code", { code: backupCodes[0] });
  const secret = new URL(totpURI).searchParams.get("secret") ?? "";
  return [first, second, ...waiting, ...backupCodes, secret, totpURI];
}

type Calls = Pick<TestApi, "call">;

/** Reserves and pays in every way there is, and gives the tokens. */
async function sell(api: Calls, refusals: string[]): Promise<[string, ...string[]]> {
  const { eventId, ticketTypeId, accessToken: first } = await createWorld(api);
  const tokens: [string, ...string[]] = [first];
  for (const paymentToken of PAYMENT_TOKENS) {
    const input = newReservation(eventId, ticketTypeId);
    const reserved = await api.call("reservations.create", { input });
    const { reservation, accessToken } = reserved.ok(reserveOutput);
    tokens.push(accessToken);
    const reservationId = reservation.id;
    const paid = await api.call("reservations.pay", {
      input: { reservationId, paymentToken, idempotencyKey: randomUUID() },
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (paid.status >= 400) {
      refusals.push(paid.text);
      continue;
    }
    const refund = await api.call("organizer.reservations.refund", {
      input: { reservationId, idempotencyKey: randomUUID() },
      headers: { "x-api-key": ORGANIZER_KEY },
    });
    expect(refund.ok(reservationShape).status).toMatch(/^refund/);
  }
  return tokens;
}

/** Puts secrets where they do not belong, as people and programs do by mistake. */
async function mistype(url: string, refusals: string[], token: string): Promise<void> {
  const paths = [
    `/trpc/events.get?input=${encodeURIComponent(JSON.stringify({ event: token, token }))}`,
    `/trpc/events.list?token=${token}&input=%7B`,
    `/documents/reservations/${randomUUID()}/tickets.pdf?token=${token}`,
    `/api/auth/get-session?token=${token}`,
  ];
  const headers = { "x-api-key": TYPED_KEY, authorization: `Basic ${token}`, cookie: `a=${token}` };
  for (const path of paths)
    refusals.push((await replyOf(await fetch(url + path, { headers }))).text);
  const bodies = [`{"paymentToken":"${PAYMENT_TOKENS[0]}`, `{"customer":"${BUYER.join()}"}`, "[]"];
  for (const body of bodies) {
    const type = { "content-type": "application/json" };
    const init = { method: "POST", headers: { ...headers, ...type }, body };
    for (const path of ["reservations.create", "reservations.pay", "organizer.events.create"]) {
      refusals.push((await replyOf(await fetch(`${url}/trpc/${path}`, init))).text);
    }
  }
}
