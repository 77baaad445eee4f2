import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestContext, type TestContext } from "../../tests/test-context.ts";
import { readAvailability } from "../inventory/read-availability.ts";
import { cancelEvent } from "../events/cancel-event.ts";
import { updateEvent } from "../events/update-event.ts";
import { updateTicketType } from "../events/update-ticket-type.ts";
import { cancelReservation } from "./cancel-reservation.ts";
import { getReservation } from "./get-reservation.ts";
import { releaseDue } from "./release-due.ts";
import { reserve } from "./reserve.ts";

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

async function available(eventId: string): Promise<number[]> {
  const { ticketTypes } = await readAvailability(t.ctx, { eventId });
  return ticketTypes.map((type) => type.available);
}

describe("reserve", () => {
  test("holds several ticket types at once for the time of the hold", async () => {
    const event = await t.publish({ Regular: {}, VIP: { priceAmount: 19_900 } });
    const { reservation, accessToken } = await reserve(
      t.ctx,
      event.request({ Regular: 2, VIP: 1 }),
    );
    expect(reservation).toMatchObject({
      status: "held",
      eventName: event.name,
      total: { amount: 2 * 4_900 + 19_900, currency: "EUR" },
      paidAt: null,
      tickets: [],
      timeline: [{ at: reservation.createdAt, type: "reserved" }],
    });
    expect(Date.parse(reservation.expiresAt) - Date.parse(reservation.createdAt)).toBe(900_000);
    expect(t.alarms.map((alarm) => alarm.toISOString())).toContain(reservation.expiresAt);
    expect(await available(event.id)).toEqual([98, 99]);
    const read = await getReservation(t.ctx, { reservationId: reservation.id }, accessToken);
    expect(read).toEqual({ ...reservation, serverNow: read.serverNow });
  });

  test("gives all of a request or nothing of it", async () => {
    const event = await t.publish({ Regular: {}, VIP: { capacity: 1 } });
    await expect(reserve(t.ctx, event.request({ Regular: 2, VIP: 2 }))).rejects.toMatchObject({
      reason: "SOLD_OUT",
      details: { ticketTypeId: event.type("VIP"), available: 1 },
    });
    expect(await available(event.id)).toEqual([100, 1]);
  });

  test("adds up the lines of one ticket type before the limit", async () => {
    const event = await t.publish({ Regular: { maxPerReservation: 3 } });
    const request = event.request({ Regular: 2 });
    const twice = { ...request, items: [...request.items, ...request.items] };
    await expect(reserve(t.ctx, twice)).rejects.toMatchObject({
      reason: "LIMIT_REACHED",
      details: { max: 3 },
    });
  });

  test("answers the same key and body with the same reply, also after the reservation is over", async () => {
    const event = await t.publish({ Regular: {} });
    const request = event.request({ Regular: 1 });
    const first = await reserve(t.ctx, request);
    expect(await reserve(t.ctx, request)).toEqual(first);
    await cancelReservation(t.ctx, { reservationId: first.reservation.id }, first.accessToken);
    expect(await reserve(t.ctx, request)).toEqual(first);
    expect(await available(event.id)).toEqual([100]);
  });

  test("answers a replay with the names of its time, after the event and ticket type are renamed", async () => {
    const event = await t.publish({ Regular: {} });
    const request = event.request({ Regular: 1 });
    const first = await reserve(t.ctx, request);
    for (const name of ["Renamed", "Renamed again"]) {
      await updateEvent(t.ctx, { eventId: event.id, name }, t.organizer);
      await updateTicketType(t.ctx, { ticketTypeId: event.type("Regular"), name }, t.organizer);
    }
    expect(await reserve(t.ctx, request)).toEqual(first);
    const input = { reservationId: first.reservation.id };
    expect(await getReservation(t.ctx, input, first.accessToken)).toMatchObject({
      eventName: "Renamed again",
      items: [{ name: "Renamed again" }],
    });
  });

  test("answers many at once with one key with one reservation", async () => {
    const event = await t.publish({ Regular: {} });
    const request = event.request({ Regular: 1 });
    const replies = await Promise.all(Array.from({ length: 5 }, () => reserve(t.ctx, request)));
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(await available(event.id)).toEqual([99]);
  });

  test("refuses a key that was used for another request, of this event or another", async () => {
    const event = await t.publish({ Regular: {} });
    const other = await t.publish({ Regular: {} });
    const request = event.request({ Regular: 1 });
    await reserve(t.ctx, request);
    const { idempotencyKey } = request;
    for (const changed of [
      { ...event.request({ Regular: 2 }), idempotencyKey },
      { ...request, customer: { email: "other@example.com" } },
      { ...other.request({ Regular: 1 }), idempotencyKey },
    ]) {
      await expect(reserve(t.ctx, changed)).rejects.toMatchObject({
        reason: "IDEMPOTENCY_KEY_REUSED",
      });
    }
  });

  test("says when held tickets may return, and sold out only when none can", async () => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    const { reservation } = await reserve(t.ctx, event.request({ Regular: 1 }));
    await expect(reserve(t.ctx, event.request({ Regular: 1 }))).rejects.toMatchObject({
      reason: "ALL_HELD",
      details: {
        ticketTypeId: event.type("Regular"),
        available: 0,
        retryAt: reservation.expiresAt,
      },
    });
  });

  test("never sells more than there is to a crowd", async () => {
    const event = await t.publish({ Regular: { capacity: 20 } });
    const results = await Promise.allSettled(
      Array.from({ length: 300 }, () => reserve(t.ctx, event.request({ Regular: 1 }))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    const reasons = results.flatMap((r) => (r.status === "rejected" ? [r.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["ALL_HELD"]));
    expect(await available(event.id)).toEqual([0]);
  });

  test("refuses outside the sales window and on an event that is not on sale", async () => {
    const at = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const event = await t.publish({
      Early: { salesStartAt: at(1) },
      Late: { salesStartAt: at(-2), salesEndAt: at(-1) },
    });
    await expect(reserve(t.ctx, event.request({ Early: 1 }))).rejects.toMatchObject({
      reason: "SALES_NOT_STARTED",
    });
    await expect(reserve(t.ctx, event.request({ Late: 1 }))).rejects.toMatchObject({
      reason: "SALES_ENDED",
    });
    await cancelEvent(t.ctx, { eventId: event.id }, t.organizer);
    await expect(reserve(t.ctx, event.request({ Early: 1 }))).rejects.toMatchObject({
      reason: "EVENT_NOT_ON_SALE",
    });
  });

  test("tells an unknown event and a ticket type of another event as not found", async () => {
    const event = await t.publish({ Regular: {} });
    const other = await t.publish({ Regular: {} });
    const request = event.request({ Regular: 1 });
    await expect(
      reserve(t.ctx, { ...request, eventId: crypto.randomUUID() }),
    ).rejects.toMatchObject({ reason: "NOT_FOUND" });
    await expect(reserve(t.ctx, { ...request, eventId: other.id })).rejects.toMatchObject({
      reason: "NOT_FOUND",
    });
  });
});

/** More than one group takes back. */
const DUE_BEFORE = 10_500;

describe("a due hold", () => {
  test("goes to the next buyer who needs it, without any worker, whatever else it held", async () => {
    const event = await t.publish({ Regular: { capacity: 2 }, VIP: { capacity: 1 } });
    const first = await reserve(t.ctx, event.request({ Regular: 2, VIP: 1 }));
    await t.makeDue(first.reservation.id);
    await reserve(t.ctx, event.request({ VIP: 1 }));
    expect(await available(event.id)).toEqual([2, 0]);
    const { id } = first.reservation;
    const after = await getReservation(t.ctx, { reservationId: id }, first.accessToken);
    expect(after).toMatchObject({ status: "expired" });
    expect(after.timeline.map(({ type }) => type)).toEqual(["reserved", "expired"]);
  });

  test("is had by who needs it, however many of other ticket types are due before it", async () => {
    const event = await t.publish({ Regular: { capacity: 20_000 }, VIP: { capacity: 1 } });
    await t.db.pool.query(
      `INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
         status, items, customer_email)
       SELECT uuidv7(), $1, gen_random_uuid(), n, at - interval '15 min', at, 'held',
         ARRAY[ARRAY[1, 1, 4900]], 'ada@example.com'
       FROM generate_series(1, $2::int) AS n,
         (SELECT date_trunc('milliseconds', now()) - interval '10 s' AS at) AS due`,
      [event.id, DUE_BEFORE],
    );
    await t.db.pool.query(
      "UPDATE inventory SET held = held + $3 WHERE event_id = $1 AND ticket_type_id = $2",
      [event.id, event.type("Regular"), DUE_BEFORE],
    );
    const { reservation } = await reserve(t.ctx, event.request({ VIP: 1 }));
    await t.makeDue(reservation.id);
    await reserve(t.ctx, event.request({ VIP: 1 }));
    expect((await available(event.id))[1]).toBe(0);
    // What is left is nothing that the tests behind this one should find.
    await releaseDue(t.ctx);
  });

  test("is released once, however often and by however many", async () => {
    const event = await t.publish({ Regular: { capacity: 5 } });
    const due = await reserve(t.ctx, event.request({ Regular: 3 }));
    await reserve(t.ctx, event.request({ Regular: 1 }));
    await t.makeDue(due.reservation.id);
    const released = await Promise.all(Array.from({ length: 10 }, () => releaseDue(t.ctx)));
    expect(released.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(3);
    expect(await available(event.id)).toEqual([4]);
  });

  test("is shown as available, though nobody has released it", async () => {
    const event = await t.publish({ Regular: { capacity: 5 } });
    const due = await reserve(t.ctx, event.request({ Regular: 3 }));
    const kept = await reserve(t.ctx, event.request({ Regular: 1 }));
    await t.makeDue(due.reservation.id);
    const { ticketTypes } = await readAvailability(t.ctx, { eventId: event.id });
    expect(ticketTypes).toMatchObject([
      { available: 4, held: 1, status: "on_sale", nextReleaseAt: kept.reservation.expiresAt },
    ]);
  });

  test("is not released before its time", async () => {
    const event = await t.publish({ Regular: { capacity: 5 } });
    const { reservation } = await reserve(t.ctx, event.request({ Regular: 3 }));
    await t.makeDue(reservation.id, -60_000);
    await releaseDue(t.ctx);
    expect(await available(event.id)).toEqual([2]);
  });

  test("cannot be cancelled any more", async () => {
    const event = await t.publish({ Regular: {} });
    const { reservation, accessToken } = await reserve(t.ctx, event.request({ Regular: 1 }));
    await t.makeDue(reservation.id);
    await expect(
      cancelReservation(t.ctx, { reservationId: reservation.id }, accessToken),
    ).rejects.toMatchObject({ reason: "RESERVATION_EXPIRED" });
  });
});

describe("cancel", () => {
  test("puts the tickets back at once, and once", async () => {
    const event = await t.publish({ Regular: { capacity: 5 } });
    const { reservation, accessToken } = await reserve(t.ctx, event.request({ Regular: 3 }));
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        cancelReservation(t.ctx, { reservationId: reservation.id }, accessToken),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({ reason: "RESERVATION_CLOSED" });
      }
    }
    expect(await available(event.id)).toEqual([5]);
  });

  test("is for the holder of the token only", async () => {
    const event = await t.publish({ Regular: {} });
    const mine = await reserve(t.ctx, event.request({ Regular: 1 }));
    const other = await reserve(t.ctx, event.request({ Regular: 1 }));
    const input = { reservationId: mine.reservation.id };
    await expect(cancelReservation(t.ctx, input, other.accessToken)).rejects.toMatchObject({
      reason: "NOT_FOUND",
    });
    await expect(cancelReservation(t.ctx, input, undefined)).rejects.toMatchObject({
      reason: "UNAUTHENTICATED",
    });
  });
});
