import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { createTestDatabase } from "@stampede/testing/database";
import { type AppProcess, runApp, spawnApp } from "@stampede/testing/processes";
import { openProxy } from "@stampede/testing/fault-proxy";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { call } from "./call.ts";
import { eventsOf } from "@stampede/testing/events-of";
import { ENTRY, environment, startApp } from "./start-app.ts";
import { createWorld, newReservation } from "./test-api.ts";

const DRAIN_MS_MAX = 10_000;

const on = (app: AppProcess) => ({
  call: (path: string, options?: Parameters<typeof call>[2]) => call(app.url, path, options),
});

test("300 buyers of 20 tickets on two processes: 20 get one, 280 are told why not", async () => {
  await using database = await createTestDatabase();
  await using one = await startApp(database.url);
  await using other = await startApp(database.url);
  const apps = [one, other];
  // Making the world takes one ticket of the 21.
  const { eventId, ticketTypeId } = await createWorld(on(one), { capacity: 21 });

  const replies = await Promise.all(
    Array.from({ length: 300 }, (_, buyer) =>
      call(apps[buyer % apps.length]?.url ?? "", "reservations.create", {
        input: newReservation(eventId, ticketTypeId),
      }),
    ),
  );

  const outcomes = replies.map((reply) => (reply.status === 200 ? "sold" : reply.error().reason));
  const told = Map.groupBy(outcomes, (outcome) =>
    ["SOLD_OUT", "ALL_HELD"].includes(outcome) ? "refused" : outcome,
  );
  const counts = [...told].map(([outcome, { length }]) => [outcome, length]);
  expect(Object.fromEntries(counts)).toEqual({ sold: 20, refused: 280 });
  for (const { url } of apps) {
    const reply = await call(url, "events.availability", { input: { eventId } });
    const [ticketType] = reply.ok(availabilityShape).ticketTypes;
    expect(ticketType).toMatchObject({ available: 0, held: 21 });
  }
});

test("SIGTERM finishes a payment under way, breaks streams off, and ends with status 0", async () => {
  await using database = await createTestDatabase();
  await using app = await startApp(database.url);
  const world = await createWorld(on(app));
  const input = encodeURIComponent(JSON.stringify({ eventId: world.eventId }));
  const stream = eventsOf(await fetch(`${app.url}/trpc/events.watchAvailability?input=${input}`));
  await stream.next();
  const paying = call(app.url, "reservations.pay", {
    input: {
      reservationId: world.reservationId,
      paymentToken: "slow_2",
      idempotencyKey: randomUUID(),
    },
    headers: { authorization: `Bearer ${world.accessToken}` },
  });
  await waitFor(async () => {
    const reply = await call(app.url, "reservations.get", {
      input: { reservationId: world.reservationId },
      headers: { authorization: `Bearer ${world.accessToken}` },
    });
    return reply.ok(reservationShape).status === "paying";
  });

  const startedAt = performance.now();
  const killed = app.kill("SIGTERM");
  const paid = await paying;
  expect(paid.ok(reservationShape).status).toBe("paid");
  const events: string[] = [];
  for await (const { event } of stream) events.push(event);
  // `return` would be the word for an orderly end, after which a client does not come again.
  expect(events).not.toContain("return");
  await killed;
  expect(await app.exited).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS_MAX);
});

test("requests in flight and on kept connections are all answered while it drains", async () => {
  await using database = await createTestDatabase();
  await using app = await startApp(database.url);
  const failures: unknown[] = [];
  const answered = new Set<number>();
  const buyers = Array.from({ length: 20 }, async (_, buyer) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let connected = true;
    while (connected) {
      const { status, error, isNewConnection } = await getOver(
        agent,
        `${app.url}/trpc/events.list`,
      );
      if (status === 200) answered.add(buyer);
      // One that is opened now is refused, or is reset by the kernel where the server has not taken
      // it up when it stops listening; a load balancer that asks /readyz opens none by then.
      else if (isNewConnection && answered.has(buyer)) connected = false;
      else failures.push(error ?? status);
    }
    agent.destroy();
  });
  await waitFor(() => answered.size === buyers.length, { describe: "an answer for each" });
  await app.kill("SIGTERM");
  await Promise.all(buyers);
  expect(failures).toEqual([]);
  expect(await app.exited).toBe(0);
});

test("it ends when its parent is gone", async () => {
  await using database = await createTestDatabase();
  // The API is asked through a parent of its own, which is then killed.
  await using parent = await spawnApp({
    entry: "apps/api/tests/parent.ts",
    env: environment(database.url),
    args: [ENTRY],
  });
  await parent.ready();
  const pid = Number(/"pid":(\d+).*"msg":"listening"/.exec(parent.output())?.[1]);
  await parent.kill("SIGKILL");
  expect(await waitFor(() => !isAlive(pid))).toBe(true);
});

test("several processes serve on one port, and one that dies is replaced", async () => {
  await using database = await createTestDatabase();
  await using app = await startApp(database.url, { WEB_CONCURRENCY: "2" });
  const listening = () => [...app.output().matchAll(/"pid":(\d+).*"msg":"listening"/g)];
  await waitFor(() => listening().length === 2, { describe: () => app.output() });
  const [first] = listening();
  process.kill(Number(first?.[1]), "SIGKILL");
  await waitFor(() => listening().length === 3, { describe: () => app.output() });
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  await app.kill("SIGTERM");
  expect(await app.exited).toBe(0);
});

test("each of several processes says in its metrics which it is, for the sum to be made", async () => {
  await using database = await createTestDatabase();
  await using app = await startApp(database.url, { WEB_CONCURRENCY: "2" });
  await waitFor(() => [...app.output().matchAll(/"msg":"listening"/g)].length === 2);
  const calls = new Map<string, number>();
  const close = { headers: { connection: "close" } };
  const CALL = /^stampede_procedure_calls_total\{(?=.*"events.list").*worker="(\d+)".*\} (\d+)$/m;
  const CALLS = 10;
  for (let made = 0; made < CALLS; made++) {
    expect((await fetch(`${app.url}/trpc/events.list`, close)).status).toBe(200);
  }
  await waitFor(async () => {
    const text = await (await fetch(`${app.url}/metrics`, close)).text();
    const [, worker, count] = CALL.exec(text) ?? [];
    if (worker !== undefined) calls.set(worker, Number(count));
    return [...calls.values()].reduce((sum, each) => sum + each, 0) === CALLS;
  });
});

test("a database that goes away is said to be away, and selling goes on when it is back", async () => {
  await using database = await createTestDatabase();
  await using proxy = await openProxy(database.url);
  await using app = await startApp(proxy.url);
  proxy.cut();
  const reply = await call(app.url, "events.list");
  expect(reply.status).toBe(503);
  expect(reply.error()).toMatchObject({ reason: "UNAVAILABLE", code: "SERVICE_UNAVAILABLE" });
  expect(reply.headers.get("retry-after")).toMatch(/^[12]$/);
  const ready = await fetch(`${app.url}/readyz`);
  expect(ready.status).toBe(503);
  expect(ready.headers.get("retry-after")).toBe("1");
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await proxy.mend();
  await waitFor(async () => (await call(app.url, "events.list")).status === 200);
});

test("a database that is frozen is answered for while it is frozen", async () => {
  await using database = await createTestDatabase();
  await using proxy = await openProxy(database.url);
  await using app = await startApp(proxy.url);
  const { eventId, ticketTypeId } = await createWorld(on(app));
  proxy.freeze();
  const replies = await Promise.all([
    call(app.url, "events.list"),
    call(app.url, "reservations.create", { input: newReservation(eventId, ticketTypeId) }),
    ...Array.from({ length: 20 }, () => call(app.url, "events.get", { input: { event: eventId } })),
  ]);
  for (const reply of replies) expect(reply.error().reason).toBe("UNAVAILABLE");
});

test.each([
  ["a wrong value", { HOLD_SECONDS: "soon" }, /^stampede api: HOLD_SECONDS must be/],
  ["a missing secret", { APP_SECRET: "" }, /^stampede api: APP_SECRET must be/],
  [
    "an unreachable database",
    { DATABASE_URL: "postgres://canary:canary@127.0.0.1:1/canary" },
    /^stampede api: DATABASE_URL leads to no database/,
  ],
])("%s stops the start with one line and status 1", async (_, changes, line) => {
  const { status, output } = await runApp({
    entry: ENTRY,
    env: environment("postgres://127.0.0.1:1/none", changes),
  });
  expect(status).toBe(1);
  expect(output).toMatch(line);
  expect(output.trim().split("\n")).toHaveLength(1);
  expect(output).not.toContain("canary");
});

test.each(["1", "2"])("a port in use stops %s processes with one line", async (count) => {
  await using database = await createTestDatabase();
  await migrateQueues({ connectionString: database.url });
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const address = holder.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const { status, output } = await runApp({
      entry: ENTRY,
      env: environment(database.url, { PORT: String(port), WEB_CONCURRENCY: count }),
    });
    expect(status).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      expect.stringMatching(new RegExp(`^stampede api: PORT ${port} .* in use`)),
    ]);
  } finally {
    holder.close();
  }
});

interface Got {
  readonly status?: number | undefined;
  readonly error?: Error;
  readonly isNewConnection: boolean;
}

function getOver(agent: Agent, url: string): Promise<Got> {
  const { promise, resolve } = Promise.withResolvers<Got>();
  const asking = get(url, { agent }, (reply) => {
    const isNewConnection = !asking.reusedSocket;
    reply.on("end", () => resolve({ status: reply.statusCode, isNewConnection }));
    reply.on("error", (error) => resolve({ error, isNewConnection }));
    reply.resume();
  });
  asking.on("error", (error) => resolve({ error, isNewConnection: !asking.reusedSocket }));
  return promise;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
