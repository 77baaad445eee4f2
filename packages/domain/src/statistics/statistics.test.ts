import { describe, expect, test } from "vitest";
import { anEvent, anOrganizer, ticketType, useDatabase } from "../events/event.fixture.ts";
import { byEvent } from "./by-event.ts";
import { byTicketType } from "./by-ticket-type.ts";
import { funnel } from "./funnel.ts";
import {
  byEventOutput,
  byTicketTypeOutput,
  funnelOutput,
  timelineInput,
  timelineOutput,
} from "./shapes.ts";
import { createRefusalTally } from "./refusal-tally.ts";
import { timeline } from "./timeline.ts";

const database = useDatabase();
const log = { warn: () => undefined, error: () => undefined };
const NOT_FOUND = { reason: "NOT_FOUND" };

/** A context whose tally is closed at the end of the test that asked for it. */
function aContext() {
  const { db } = database;
  const refusals = createRefusalTally(db, log);
  return { db, refusals, [Symbol.asyncDispose]: () => refusals.close() };
}

async function setCounters(eventId: string, name: string, counters: [number, number, number]) {
  await database.db.pool.query(
    `UPDATE inventory SET held = $3, sold = $4, revenue = $5
     WHERE event_id = $1
       AND ticket_type_id = (SELECT id FROM ticket_types WHERE event_id = $1 AND name = $2)`,
    [eventId, name, ...counters],
  );
}

async function addMinute(eventId: string, minute: string, counts: Record<string, number>) {
  const columns = Object.keys(counts);
  await database.db.pool.query(
    `INSERT INTO event_minutes (event_id, minute, ${columns.join(", ")})
     VALUES ($1, $2, ${columns.map((_, index) => `$${index + 3}`).join(", ")})`,
    [eventId, minute, ...Object.values(counts)],
  );
}

/** Two events with 100 regular and 10 VIP tickets each, some of them held and sold. */
async function twoEvents() {
  const organizer = await anOrganizer(database);
  const ticketTypes = [ticketType("VIP", 10), ticketType("Regular", 100)];
  const early = await anEvent(database, organizer, { name: "Early", ticketTypes });
  const late = await anEvent(database, organizer, {
    name: "Late",
    startsAt: "2999-07-01T18:00:00Z",
    ticketTypes: [...ticketTypes, ticketType("vip", 1)],
  });
  await setCounters(early.id, "VIP", [1, 2, 20_000]);
  await setCounters(early.id, "Regular", [10, 20, 98_000]);
  await setCounters(late.id, "VIP", [0, 10, 100_000]);
  return { organizer, early, late };
}

const money = (amount: number) => ({ amount, currency: "EUR" });

describe("by event", () => {
  test("sums the counters of each event, soonest first", async () => {
    const { organizer, early, late } = await twoEvents();
    const result = await byEvent(database, {}, organizer);
    expect(byEventOutput.parse(result)).toEqual({
      items: [
        {
          eventId: early.id,
          eventName: "Early",
          capacity: 110,
          available: 77,
          held: 11,
          sold: 22,
          reserved: 33,
          revenue: money(118_000),
        },
        {
          eventId: late.id,
          eventName: "Late",
          capacity: 111,
          available: 101,
          held: 0,
          sold: 10,
          reserved: 10,
          revenue: money(100_000),
        },
      ],
    });
    expect(await byEvent(database, { eventId: late.id }, organizer)).toEqual({
      items: result.items.slice(1),
    });
  });

  test("shows nothing of another organizer's events", async () => {
    const { early } = await twoEvents();
    const stranger = await anOrganizer(database);
    expect(await byEvent(database, {}, stranger)).toEqual({ items: [] });
    await expect(byEvent(database, { eventId: early.id }, stranger)).rejects.toMatchObject(
      NOT_FOUND,
    );
  });
});

describe("by ticket type", () => {
  test("sums the counters of each name over the events, and tells names apart by case", async () => {
    const { organizer, late } = await twoEvents();
    const { items } = await byTicketType(database, {}, organizer);
    expect(byTicketTypeOutput.parse({ items })).toEqual({ items });
    expect(items.map(({ name }) => name).toSorted()).toEqual(["Regular", "VIP", "vip"]);
    expect(await byTicketType(database, { name: "VIP" }, organizer)).toEqual({
      items: [
        {
          name: "VIP",
          capacity: 20,
          available: 7,
          held: 1,
          sold: 12,
          reserved: 13,
          revenue: money(120_000),
        },
      ],
    });
    expect(
      (await byTicketType(database, { name: "VIP", eventId: late.id }, organizer)).items,
    ).toMatchObject([{ capacity: 10, sold: 10 }]);
  });

  test("shows nothing of another organizer's events", async () => {
    const { early } = await twoEvents();
    const stranger = await anOrganizer(database);
    expect(await byTicketType(database, { name: "VIP" }, stranger)).toEqual({ items: [] });
    await expect(byTicketType(database, { eventId: early.id }, stranger)).rejects.toMatchObject(
      NOT_FOUND,
    );
  });
});

describe("the time line", () => {
  const empty = { reserved: 0, paid: 0, expired: 0, cancelled: 0, refused: 0, revenue: money(0) };

  test("sums the minutes of each day at the event, with zeros where nothing happened", async () => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer);
    // In Warsaw the 28th ends at 23:00 UTC, and the 29th has 23 hours.
    await addMinute(eventId, "2026-03-28T22:59:00Z", { tickets_reserved: 3, tickets_refused: 1 });
    await addMinute(eventId, "2026-03-28T23:00:00Z", {
      tickets_reserved: 5,
      tickets_paid: 2,
      revenue: 9_800,
    });
    await addMinute(eventId, "2026-03-29T21:59:00Z", {
      tickets_expired: 1,
      revenue: -4_900,
      tickets_refunded: 1,
    });
    await addMinute(eventId, "2026-03-31T22:00:00Z", { tickets_cancelled: 9 });
    const result = await timeline(
      ctx,
      timelineInput.parse({
        eventId,
        from: "2026-03-28T00:00:00+01:00",
        to: "2026-04-01T00:00:00+02:00",
        bucket: "day",
      }),
      organizer,
    );
    expect(timelineOutput.parse(result)).toEqual({
      buckets: [
        { ...empty, at: "2026-03-27T23:00:00.000Z", reserved: 3, refused: 1 },
        {
          ...empty,
          at: "2026-03-28T23:00:00.000Z",
          reserved: 5,
          paid: 2,
          expired: 1,
          revenue: money(4_900),
        },
        { ...empty, at: "2026-03-29T22:00:00.000Z" },
        { ...empty, at: "2026-03-30T22:00:00.000Z" },
      ],
    });
  });

  test("has what this process has just refused", async () => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer);
    ctx.refusals.add(eventId, new Date("2026-01-01T00:00:30Z"), 4);
    const { buckets } = await timeline(
      ctx,
      timelineInput.parse({
        eventId,
        from: "2026-01-01T00:00:00Z",
        to: "2026-01-01T00:02:00Z",
        bucket: "minute",
      }),
      organizer,
    );
    expect(buckets.map(({ refused }) => refused)).toEqual([4, 0]);
  });

  test.each(["minute", "hour", "day"])("reaches the last %s of the year 9999", async (bucket) => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer, { timezone: "UTC" });
    const [from, to] = ["9999-12-31T23:59:00Z", "9999-12-31T23:59:59.999Z"];
    const result = await timeline(
      ctx,
      timelineInput.parse({ eventId, from, to, bucket }),
      organizer,
    );
    expect(result.buckets).toHaveLength(1);
  });

  test("refuses a time that is too long, and an end before the start", async () => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer);
    const span = { eventId, from: "1900-01-01T00:00:00Z", to: "9999-01-01T00:00:00Z" };
    await expect(
      timeline(ctx, timelineInput.parse({ ...span, bucket: "day" }), organizer),
    ).rejects.toMatchObject({ reason: "INVALID_INPUT", details: { issues: [{ path: ["to"] }] } });
    const backwards = { ...span, to: span.from, bucket: "day" };
    expect(timelineInput.safeParse(backwards).success).toBe(false);
  });
});

describe("the funnel", () => {
  test("sums the requests of all minutes, and gives the exact median of what it took to pay", async () => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer);
    await addMinute(eventId, "2026-01-01T00:00:00Z", {
      reservations_reserved: 6,
      reservations_refused: 2,
      reservations_paid: 3,
      tickets_reserved: 60,
    });
    await addMinute(eventId, "2026-01-01T00:15:00Z", {
      reservations_expired: 2,
      reservations_cancelled: 1,
      reservations_refunded: 1,
      reservations_paid: 1,
    });
    await ctx.db.pool.query(
      "INSERT INTO event_pay_seconds VALUES ($1, 10, 1), ($1, 21, 1), ($1, 60, 1), ($1, 2, 1)",
      [eventId],
    );
    const result = await funnel(ctx, { eventId }, organizer);
    expect(funnelOutput.parse(result)).toEqual({
      requested: 8,
      refused: 2,
      reserved: 6,
      paid: 4,
      expired: 2,
      cancelled: 1,
      refunded: 1,
      conversion: 0.5,
      medianSecondsToPay: 15.5,
    });
  });

  test("of an event that nobody asked for has zeros and no median", async () => {
    await using ctx = aContext();
    const organizer = await anOrganizer(ctx);
    const { id: eventId } = await anEvent(ctx, organizer);
    expect(await funnel(ctx, { eventId }, organizer)).toMatchObject({
      requested: 0,
      conversion: 0,
      medianSecondsToPay: null,
    });
  });
});

test("another organizer's time line and funnel are not there", async () => {
  await using ctx = aContext();
  const { id: eventId } = await anEvent(ctx, await anOrganizer(ctx));
  const stranger = await anOrganizer(ctx);
  const span = timelineInput.parse({
    eventId,
    from: "2026-01-01T00:00:00Z",
    to: "2026-01-02T00:00:00Z",
    bucket: "hour",
  });
  await expect(timeline(ctx, span, stranger)).rejects.toMatchObject(NOT_FOUND);
  await expect(funnel(ctx, { eventId }, stranger)).rejects.toMatchObject(NOT_FOUND);
});
