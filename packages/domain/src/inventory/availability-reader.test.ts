import type { Database } from "@stampede/db/client";
import { createTestContext, type TestContext } from "../../tests/test-context.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reserve } from "../reservations/reserve.ts";
import { createAvailabilityReader } from "./availability-reader.ts";

const UNKNOWN_ID = "01890000-0000-7000-8000-000000000000";

let tests: TestContext;
beforeAll(async () => {
  tests = await createTestContext();
});
afterAll(() => tests[Symbol.asyncDispose]());

/** The database, and how many statements went through its pool. */
function counting({ db }: TestContext): { db: Database; statements: () => number } {
  let statements = 0;
  const pool = new Proxy(db.pool, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property === "query") statements += 1;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { db: { ...db, pool }, statements: () => statements };
}

test("a thousand readers at once share two statements at most", async () => {
  const event = await tests.publish({ Regular: {} });
  const other = await tests.publish({ Regular: {} });
  const { db, statements } = counting(tests);
  const reader = createAvailabilityReader(db);

  const snapshots = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => reader.read(index % 2 ? event.id : other.id)),
  );

  expect(statements()).toBeLessThanOrEqual(2);
  expect(new Set(snapshots.map((snapshot) => snapshot?.json)).size).toBe(2);
  expect(snapshots[0]?.availability.eventId).toBe(other.id);
});

test("readers of more events than a statement takes cost a few, and each hears of its own", async () => {
  const event = await tests.publish({ Regular: {} });
  const { db, statements } = counting(tests);
  const reader = createAvailabilityReader(db);
  const unknown = Array.from({ length: 450 }, () => crypto.randomUUID());
  const found = await Promise.all([...unknown, event.id].map((eventId) => reader.read(eventId)));
  expect(statements()).toBe(3);
  expect(found.pop()?.availability.eventId).toBe(event.id);
  expect(new Set(found)).toEqual(new Set([undefined]));
});

test("readers without end cost a statement every 2 ms at most", async () => {
  const event = await tests.publish({ Regular: {} });
  const { db, statements } = counting(tests);
  const reader = createAvailabilityReader(db);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let reads = 0; reads < 20; reads++) await reader.read(event.id);
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  // A timer may fire up to 1 ms early.
  expect(statements()).toBeLessThanOrEqual(elapsedMs + 2);
  expect(statements()).toBeLessThanOrEqual(50 + 20 * 2);
});

test("what is committed before a read began is in it, whoever else is reading", async () => {
  const event = await tests.publish({ Regular: { capacity: 200 } });
  // The reader is another process's: it is told of nothing.
  const reader = createAvailabilityReader(tests.db);
  const sold = new AbortController();
  const crowd = Array.from({ length: 5 }, async () => {
    while (!sold.signal.aborted) await reader.read(event.id);
  });
  for (let count = 1; count <= 50; count++) {
    await reserve(tests.ctx, event.request({ Regular: 1 }));
    const snapshot = await reader.read(event.id);
    expect(snapshot?.availability.ticketTypes[0]).toMatchObject({ available: 200 - count });
  }
  sold.abort();
  await Promise.all(crowd);
});

test("the same figures keep their bytes and tag, and others get new ones", async () => {
  const event = await tests.publish({ Regular: {} });
  const reader = createAvailabilityReader(tests.db);
  const [first, second] = [await reader.read(event.id), await reader.read(event.id)];
  expect(second).toBe(first);
  expect(JSON.parse(first?.json ?? "")).toEqual(first?.availability);
  expect(first?.etag).toMatch(/^"[\w-]{22}"$/);

  await reserve(tests.ctx, event.request({ Regular: 1 }));
  const changed = await reader.read(event.id);
  expect(changed?.etag).not.toBe(first?.etag);
  expect(changed?.availability.ticketTypes[0]).toMatchObject({ available: 99, held: 1 });
});

test("an unchanged state is said anew once it is a second old", async () => {
  const event = await tests.publish({ Regular: {} });
  // Stands still at first, and is then a second further, as the database tells it.
  let aheadMs = 0;
  const pool = new Proxy(tests.db.pool, {
    get: (target, property) =>
      property !== "query"
        ? Reflect.get(target, property, target)
        : async (query: { name: string; text: string; values: unknown[] }) => {
            const result = await target.query<{ now: Date }>(query);
            for (const row of result.rows) row.now = new Date(Date.UTC(2_030, 0) + aheadMs);
            return result;
          },
  });
  const reader = createAvailabilityReader({ ...tests.db, pool });
  const first = await reader.read(event.id);
  aheadMs = 999;
  expect(await reader.read(event.id)).toBe(first);
  aheadMs = 1_000;
  const renewed = await reader.read(event.id);
  expect(renewed?.availability.asOf).toBe("2030-01-01T00:00:01.000Z");
  expect(renewed?.etag).not.toBe(first?.etag);
});

test("an unknown event is undefined, beside one that is known", async () => {
  const event = await tests.publish({ Regular: {} });
  const reader = createAvailabilityReader(tests.db);
  const [unknown, known] = await Promise.all([reader.read(UNKNOWN_ID), reader.read(event.id)]);
  expect(unknown).toBeUndefined();
  expect(known?.availability.eventId).toBe(event.id);
});

test("a statement that fails fails its own readers, and no later one", async () => {
  const event = await tests.publish({ Regular: {} });
  let failing = true;
  const pool = new Proxy(tests.db.pool, {
    get: (target, property) => {
      if (property === "query" && failing) return () => Promise.reject(new Error("away"));
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const reader = createAvailabilityReader({ ...tests.db, pool });
  const outcomes = await Promise.allSettled([reader.read(event.id), reader.read(event.id)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  failing = false;
  expect((await reader.read(event.id))?.availability.eventId).toBe(event.id);
});
