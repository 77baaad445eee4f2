import { transaction } from "@stampede/db/transaction";
import { constraintOf } from "@stampede/db/errors";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { updateTicketType } from "../src/events/update-ticket-type.ts";
import { changeCounters, lockCounters } from "../src/inventory/counters.ts";
import { commitGroup } from "../src/reservations/commit-group.ts";
import { expireDue } from "../src/reservations/expire-due.ts";
import { insertReservations } from "../src/reservations/insert-reservations.ts";
import { lockReservation, lockUnlessDue } from "../src/reservations/lock-reservation.ts";
import { normalizeRequest } from "../src/reservations/request.ts";
import { releaseDue } from "../src/reservations/release-due.ts";
import { reserve } from "../src/reservations/reserve.ts";
import { createTestContext, type TestContext } from "./test-context.ts";

const KEY_RACES = 10;
const EXPIRED_MAX = 10;
const HOLD_SECONDS = 900;
const IS_WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
/** Transactions of a group that needs what is due: to find that out, with all counters, and again. */
const BEGUN_AGAIN = 3;

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

test("a price changes after the groups that have read it, and before those that have not", async () => {
  const event = await t.publish({ Regular: {} });
  const ticketTypeId = event.type("Regular");
  const price = { amount: 5_000, currency: "EUR" } as const;
  let changed: ReturnType<typeof updateTicketType> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lockCounters(tx, event.id, [ticketTypeId]);
    let isDone = false;
    changed = updateTicketType(t.ctx, { ticketTypeId, price }, t.organizer).finally(
      () => (isDone = true),
    );
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    expect(isDone).toBe(false);
  });
  expect(await changed).toMatchObject({ price });
});

test.each([
  ["", lockReservation],
  [" to pay or cancel", lockUnlessDue],
])("who locks a reservation%s second reads it as the first has left it", async (_why, lockIn) => {
  const event = await t.publish({ Regular: {} });
  const { id } = (await reserve(t.ctx, event.request({ Regular: 1 }))).reservation;
  let second: ReturnType<typeof lockIn> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lockIn(tx, id);
    let isDone = false;
    second = transaction(t.ctx.db, (other) => lockIn(other, id)).finally(() => (isDone = true));
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    await tx.client.query("UPDATE reservations SET customer_name = 'Another' WHERE id = $1", [id]);
  });
  expect(await second).toMatchObject({ customerName: "Another" });
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

test("a change that finds no counters does not commit", async () => {
  const event = await t.publish({ Regular: {} });
  const change = { held: 1, sold: 0, revenue: 0 };
  const lost = transaction(t.ctx.db, async (tx) => {
    changeCounters(tx, event.id, [
      { ticketTypeId: event.type("Regular"), ...change },
      { ticketTypeId: crypto.randomUUID(), ...change },
    ]);
  });
  await expect(lost).rejects.toThrow("division by zero");
  const { rows } = await t.db.pool.query("SELECT held FROM inventory WHERE event_id = $1", [
    event.id,
  ]);
  expect(rows).toEqual([{ held: 0 }]);
});

test("a group that is sent twice at once finds what the first has done", async () => {
  const event = await t.publish({ Regular: {} });
  const request = normalizeRequest(event.request({ Regular: 1 }));
  const ticketTypeId = event.type("Regular");
  const id = crypto.randomUUID();
  let second: ReturnType<typeof commitGroup> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lockCounters(tx, event.id, [ticketTypeId]);
    let isDone = false;
    second = commitGroup(t.db, event.id, [request], HOLD_SECONDS).finally(() => (isDone = true));
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    const now = new Date();
    const items: [number, number, number][] = [[1, 1, 4_900]];
    insertReservations(tx, event.id, [{ id, request, createdAt: now, expiresAt: now, items }]);
    changeCounters(tx, event.id, [{ ticketTypeId, held: 1, sold: 0, revenue: 0 }]);
  });
  expect(await second).toMatchObject([{ kind: "replayed", reservationId: id }]);
});

test("a release ends what is due and nothing else, once", async () => {
  const event = await t.publish({ Regular: {} });
  const due = await reserve(t.ctx, event.request({ Regular: 2 }));
  await reserve(t.ctx, event.request({ Regular: 3 }));
  await t.makeDue(due.reservation.id);
  const expire = () => transaction(t.db, (tx) => expireDue(tx, event.id, EXPIRED_MAX));
  expect(await expire()).toMatchObject({ reservations: 1, tickets: 2 });
  expect(await expire()).toBeUndefined();
});

test("a release passes over a hold that somebody changes, and does not wait", async () => {
  const event = await t.publish({ Regular: {} });
  const { id } = (await reserve(t.ctx, event.request({ Regular: 1 }))).reservation;
  await t.makeDue(id);
  let released: Promise<Awaited<ReturnType<typeof expireDue>>> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lockReservation(tx, id);
    let isDone = false;
    released = transaction(t.db, (other) => expireDue(other, event.id, EXPIRED_MAX)).finally(
      () => (isDone = true),
    );
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    await tx.client.query("UPDATE reservations SET status = 'cancelled' WHERE id = $1", [id]);
  });
  expect(await released).toBeUndefined();
});

test.each(["ends it", "lets go of it"])(
  "a due hold in the hands of another is had by who needs it, once that one %s",
  async (end) => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    const due = (await reserve(t.ctx, event.request({ Regular: 1 }))).reservation;
    await t.makeDue(due.id);
    const letGo = new Error("let go");
    let needed: ReturnType<typeof reserve> | undefined;
    const other = transaction(t.ctx.db, async (tx) => {
      const taken = await expireDue(tx, event.id, EXPIRED_MAX);
      expect(taken).toMatchObject({ tickets: 1 });
      const begun = vi.spyOn(t.db.pool, "connect");
      let isDone = false;
      needed = reserve(t.ctx, event.request({ Regular: 1 })).finally(() => (isDone = true));
      needed.catch(() => undefined);
      await waitFor(() => isDone || begun.mock.calls.length >= BEGUN_AGAIN).finally(() =>
        begun.mockRestore(),
      );
      if (end === "lets go of it") throw letGo;
      changeCounters(tx, event.id, taken?.changes ?? []);
    });
    if (end === "ends it") await other;
    else await expect(other).rejects.toBe(letGo);
    expect((await needed)?.reservation.status).toBe("held");
  },
);

test("who comes too late to pay or to cancel keeps nobody from taking back", async () => {
  const event = await t.publish({ Regular: {} });
  const { id } = (await reserve(t.ctx, event.request({ Regular: 1 }))).reservation;
  await t.makeDue(id);
  await transaction(t.ctx.db, async (tx) => {
    expect(await lockUnlessDue(tx, id)).toMatchObject({ id, status: "held" });
    await releaseDue(t.ctx);
    expect(await lockUnlessDue(tx, id)).toMatchObject({ id, status: "expired" });
  });
});

test("who comes too late waits for one who came in time", async () => {
  const event = await t.publish({ Regular: {} });
  const { id } = (await reserve(t.ctx, event.request({ Regular: 1 }))).reservation;
  await t.makeDue(id);
  let late: ReturnType<typeof lockUnlessDue> | undefined;
  await transaction(t.ctx.db, async (tx) => {
    await lockReservation(tx, id);
    let isDone = false;
    late = transaction(t.ctx.db, (other) => lockUnlessDue(other, id)).finally(
      () => (isDone = true),
    );
    await waitFor(async () => isDone || (await t.db.pool.query(IS_WAITING)).rowCount);
    await tx.client.query("UPDATE reservations SET status = 'paying' WHERE id = $1", [id]);
  });
  expect(await late).toMatchObject({ status: "paying" });
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
