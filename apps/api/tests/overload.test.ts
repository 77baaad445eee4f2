import { createHmac, randomUUID } from "node:crypto";
import { signInSecrets } from "@stampede/auth/secrets";
import { openDatabase } from "@stampede/db/client";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call, Reply } from "./call.ts";
import { openRaw, rawRequest } from "./raw-connection.ts";
import { get, startSiteApi } from "./site/site-fixture.ts";
import {
  APP_SECRET,
  createWorld,
  newEvent,
  newReservation,
  ORGANIZER_KEY,
  startTestApi,
  type TestApi,
  type World,
} from "./test-api.ts";

/** More than have connections of their own, and as many again as may wait for one. */
const PAYING = 40;
const ORGANIZERS = 40;
const PAYING_AT_ONCE = 50;
const TEST_TIMEOUT_MS = 60_000;

let api: TestApi;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  world = await createWorld(api, { capacity: 1_000 });
});
afterAll(() => api[Symbol.asyncDispose]());

const asBuyer = () => ({ authorization: `Bearer ${world.accessToken}` });
const reserve = () =>
  api.call("reservations.create", { input: newReservation(world.eventId, world.ticketTypeId) });

/** Runs `work` while one statement's lock is held. */
async function whileLocked(statement: string, work: () => Promise<void>): Promise<void> {
  const { databaseUrl: connectionString } = api;
  const db = openDatabase({ connectionString, applicationName: "test-lock", poolSize: 1 });
  const holder = await db.pool.connect();
  try {
    await holder.query("BEGIN");
    await holder.query(statement);
    await work();
  } finally {
    holder.release(true);
    await db.close();
  }
}

/** The cookie of a session that this server signed and that has ended. */
function signedSession(): string {
  const [{ value: secret }] = signInSecrets([APP_SECRET]);
  const signature = createHmac("sha256", secret).update("ended").digest("base64");
  return `stampede.session_token=${encodeURIComponent(`ended.${signature}`)}`;
}

async function metric(pattern: RegExp): Promise<number> {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  return Number(pattern.exec(text)?.[1] ?? 0);
}

test("while buyers queue to pay, those who come to reserve are told to come again, and only they", async () => {
  const { reservationId } = world;
  const cancel = () =>
    api.call("reservations.cancel", { input: { reservationId }, headers: asBuyer() });
  let waiting: Promise<unknown> = Promise.resolve();
  await whileLocked(
    `SELECT FROM reservations WHERE id = '${reservationId}' FOR UPDATE`,
    async () => {
      waiting = Promise.all(Array.from({ length: PAYING }, cancel));
      const shed = await waitFor(async () => {
        const reply = await reserve();
        return reply.status === 503 ? reply : undefined;
      });
      const { reason, details } = shed.error();
      expect(reason).toBe("OVERLOADED");
      const waitMs = Date.parse(String(details?.["retryAt"])) - Date.now();
      expect(waitMs).toBeGreaterThan(0);
      expect(Number(shed.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(shed.headers.get("x-request-id")).toMatch(/^[\w-]+$/);

      const batch = await fetch(`${api.url}/trpc/reservations.create,reservations.create?batch=1`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        // Not even JSON: it was never read.
        body: "{",
      });
      expect(batch.status).toBe(503);
      expect(await batch.json()).toHaveLength(2);

      expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
      const created = await api.call("organizer.events.create", {
        input: newEvent(),
        headers: { "x-api-key": ORGANIZER_KEY },
      });
      created.ok(organizerEventShape);
      // Only a database can tell that nobody has this session or this key.
      for (const headers of [
        { cookie: signedSession() },
        { "x-api-key": `sk_${"k".repeat(43)}` },
      ]) {
        const reply = await api.call("organizer.events.list", { headers });
        expect(reply.error().reason).toBe("UNAUTHENTICATED");
      }
      for (const headers of [{ cookie: "_ga=1" }, { "x-api-key": "junk" }]) {
        const reply = await api.call("organizer.events.list", { headers });
        expect(reply.error().reason).toBe("OVERLOADED");
      }
      const availability = await api.call("events.availability", {
        input: { eventId: world.eventId },
      });
      expect(availability.status).toBe(200);
    },
  );
  await waiting;
  // Nothing has to be reset: it is over with the queue.
  (await reserve()).ok(reserveOutput);
  const shed = /stampede_shed_calls_total\{lane="reserve",cause="payments"\} (\d+)/;
  expect(await metric(shed)).toBeGreaterThanOrEqual(3);
  expect(api.logged()).toContain("turning calls away");
  await waitFor(async () => (await metric(/calls_in_flight\{lane="reserve"\} (\d+)/)) === 0);
});

test("a page that cannot be served now says so to people, in their language, and comes again by itself", async () => {
  await using site = await startSiteApi({ DATABASE_URL: api.databaseUrl });
  const { reservationId, slug } = world;
  const cancel = () =>
    site.call("reservations.cancel", { input: { reservationId }, headers: asBuyer() });
  const browser = { accept: "text/html,*/*;q=0.8", "accept-language": "pl-PL,en;q=0.5" };
  let waiting: Promise<unknown> = Promise.resolve();
  await whileLocked(
    `SELECT FROM reservations WHERE id = '${reservationId}' FOR UPDATE`,
    async () => {
      waiting = Promise.all(Array.from({ length: PAYING }, cancel));
      const shed = await waitFor(async () => {
        const reply = await get(site, `/events/${slug}`, browser);
        return reply.status === 503 ? reply : undefined;
      });
      const { headers, text } = shed;
      expect(headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "content-language": "pl",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      });
      const seconds = headers["retry-after"];
      expect(seconds).toMatch(/^[123]$/);
      expect(text).toContain(`<meta http-equiv="refresh" content="${seconds}" />`);
      expect(text).toContain('<html lang="pl">');
      expect(text).toContain("<h1>Jeszcze chwila</h1>");
      expect(text).not.toMatch(/<script|style=/);

      const english = await get(site, "/", { ...browser, cookie: "locale=en" });
      expect([english.status, english.text.includes("<h1>One moment, please</h1>")]).toEqual([
        503,
        true,
      ]);
      const program = await get(site, `/events/${slug}`, { accept: "application/json" });
      expect(JSON.parse(program.text)).toMatchObject({ error: { data: { reason: "OVERLOADED" } } });
      const call = await get(site, "/trpc/events.list", browser);
      expect(JSON.parse(call.text)).toMatchObject({ error: { data: { reason: "OVERLOADED" } } });

      // Who holds tickets gets the page to pay on, and all that it is made of.
      const paying = await get(site, `/reservations/${reservationId}`, browser);
      expect(paying.status).toBe(200);
      const [script = ""] = /\/assets\/main-[^"]+/.exec(paying.text) ?? [];
      expect((await get(site, script)).status).toBe(200);
    },
  );
  await waiting;
});

test("what was asked ahead on a connection that breaks is not counted for good", async () => {
  const paying = (await reserve()).ok(reserveOutput);
  const body = {
    reservationId: paying.reservation.id,
    paymentToken: "slow_1",
    idempotencyKey: randomUUID(),
  };
  const headers = ["host: x", `authorization: Bearer ${paying.accessToken}`];
  const pay = rawRequest("POST /trpc/reservations.pay", headers, JSON.stringify(body));
  const behind = rawRequest("GET /trpc/events.list", ["host: x"]);
  const connection = await openRaw(api.url);
  connection.write(pay.head + pay.body + behind.head + behind.head);
  const underWay = async () => [
    await metric(/calls_in_flight\{lane="read"\} (\d+)/),
    await metric(/calls_in_flight\{lane="buyer"\} (\d+)/),
  ];
  await waitFor(async () => (await underWay()).join() === "2,1");
  await connection.leave();
  await waitFor(async () => (await underWay()).join() === "0,0");
  expect(await underWay()).toEqual([0, 0]);
});

test.each([
  ["behind a stream", "events.watchAvailability", 2],
  ["behind another's reply, more than 32 times", "reservations.get", 34],
])("a connection is cut that asks ahead %s, and nothing stays counted", async (_, path, ahead) => {
  const { eventId, reservationId } = world;
  const input = path === "reservations.get" ? { reservationId } : { eventId };
  const line = `GET /trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const first = rawRequest(line, ["host: x", `authorization: ${asBuyer().authorization}`]);
  const connection = await openRaw(api.url);
  await whileLocked("LOCK TABLE reservations IN ACCESS EXCLUSIVE MODE", async () => {
    connection.write(first.head + rawRequest("GET /healthz", ["host: x"]).head.repeat(ahead));
    await connection.closed();
  });
  const underWay = async (): Promise<string> => {
    const text = await (await fetch(`${api.url}/metrics`)).text();
    const counts = ["probe", "buyer", "stream"].map(
      (lane) => new RegExp(`calls_in_flight\\{lane="${lane}"\\} (\\d+)`).exec(text)?.[1],
    );
    return counts.join();
  };
  // The look itself is a probe.
  expect(await waitFor(async () => (await underWay()) === "1,0,0")).toBe(true);
});

test("buyers pay, and the process stays ready, while a crowd waits for every other connection", async () => {
  const fresh = (await reserve()).ok(reserveOutput);
  let crowd: Promise<unknown> = Promise.resolve();
  const over = new AbortController();
  await whileLocked("LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE", async () => {
    const headers = { "x-api-key": api.foreignKey };
    const come = async (): Promise<void> => {
      while (!over.signal.aborted) await api.call("organizer.events.list", { headers });
    };
    crowd = Promise.all(Array.from({ length: ORGANIZERS }, come));
    await waitFor(async () => {
      const blocked = await api.rows(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return blocked.length >= 10;
    });
    const { id: reservationId } = fresh.reservation;
    const paid = await api.call("reservations.pay", {
      input: { reservationId, paymentToken: "tok", idempotencyKey: randomUUID() },
      headers: { authorization: `Bearer ${fresh.accessToken}` },
    });
    expect(paid.ok(reservationShape).status).toBe("paid");
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
  }).finally(() => over.abort());
  await crowd;
});

test(
  "fifty who pay at once have all paid, and none is left without an answer",
  async () => {
    // As a client does, which comes again with the same key when it is told to.
    const insist = (path: string, options: Call): Promise<Reply> =>
      waitFor(
        async () => {
          const reply = await api.call(path, options);
          return reply.status === 503 ? undefined : reply;
        },
        { timeoutMs: TEST_TIMEOUT_MS },
      );
    const input = () => newReservation(world.eventId, world.ticketTypeId);
    const held = await Promise.all(
      Array.from({ length: PAYING_AT_ONCE }, async () =>
        (await insist("reservations.create", { input: input() })).ok(reserveOutput),
      ),
    );
    const paid = await Promise.all(
      held.map(({ reservation: { id }, accessToken }) =>
        insist("reservations.pay", {
          input: { reservationId: id, paymentToken: "tok", idempotencyKey: randomUUID() },
          headers: { authorization: `Bearer ${accessToken}` },
        }),
      ),
    );
    expect(paid.map(({ status }) => status)).toEqual(held.map(() => 200));
  },
  TEST_TIMEOUT_MS,
);
