import { transaction } from "@stampede/db/transaction";
import { constraintOf } from "@stampede/db/errors";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeCounters, lockCounters } from "../src/inventory/counters.ts";
import { reserve } from "../src/reservations/reserve.ts";
import { createTestContext, type TestContext } from "./test-context.ts";

const KEY_RACES = 10;
const IS_WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

test("who locks counters second reads them as the first has left them", async () => {
  const event = await t.publish({ Regular: {} });
  const ticketTypeId = event.type("Regular");
  const lock = (tx: Parameters<typeof lockCounters>[0]) =>
    lockCounters(tx, event.id, [ticketTypeId]);
  let second: Promise<Awaited<ReturnType<typeof lockCounters>>> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lock(tx);
    let isDone = false;
    second = transaction(t.ctx.db, lock).finally(() => (isDone = true));
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    changeCounters(tx, event.id, [{ ticketTypeId, held: 3, sold: 0, revenue: 0 }]);
  });
  expect(await second).toMatchObject([{ held: 3 }]);
});

test("a change that would oversell does not commit, whoever decided on it", async () => {
  const event = await t.publish({ Regular: { capacity: 2 } });
  const ticketTypeId = event.type("Regular");
  const take = (held: number) =>
    transaction(t.ctx.db, async (tx) => {
      changeCounters(tx, event.id, [{ ticketTypeId, held, sold: 0, revenue: 0 }]);
    });
  await take(2);
  for (const held of [1, -3]) {
    const error = await take(held).catch((thrown: unknown) => thrown);
    expect(constraintOf(error)).toBe("inventory_never_oversold");
  }
});

test("one key for two events at the same moment makes one reservation", async () => {
  const events = [await t.publish({ Regular: {} }), await t.publish({ Regular: {} })];
  // Each event has a queue of its own, so the two are decided side by side.
  for (let race = 1; race <= KEY_RACES; race++) {
    const idempotencyKey = crypto.randomUUID();
    const results = await Promise.allSettled(
      events.map((event) => reserve(t.ctx, { ...event.request({ Regular: 1 }), idempotencyKey })),
    );
    const refused = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason] : [],
    );
    expect(refused).toMatchObject([{ reason: "IDEMPOTENCY_KEY_REUSED" }]);
  }
});
