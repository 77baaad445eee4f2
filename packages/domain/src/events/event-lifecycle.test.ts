import { transaction } from "@stampede/db/transaction";
import { expect, test } from "vitest";
import { lockCounters } from "../inventory/counters.ts";
import { cancelEvent } from "./cancel-event.ts";
import { aDraft, anEvent, anOrganizer, useDatabase } from "./event.fixture.ts";
import { getEvent } from "./get-event.ts";
import { publishEvent } from "./publish-event.ts";
import { updateEventInput } from "./shapes.ts";
import { updateEvent } from "./update-event.ts";

const ctx = useDatabase();
const NOT_FOUND = { reason: "NOT_FOUND" };

test("a published event is everybody's to see by id and slug, without its capacity", async () => {
  const organizer = await anOrganizer(ctx);
  const published = await anEvent(ctx, organizer);
  const seen = await getEvent(ctx, { event: published.id });
  expect(seen).toMatchObject({ id: published.id, status: "published" });
  expect(seen.ticketTypes[0]).not.toHaveProperty("capacity");
  expect(await getEvent(ctx, { event: published.slug })).toEqual(seen);
});

test("publishing and cancelling again change nothing", async () => {
  const organizer = await anOrganizer(ctx);
  const published = await anEvent(ctx, organizer);
  const input = { eventId: published.id };
  expect(await publishEvent(ctx, input, organizer)).toEqual(published);
  const cancelled = await cancelEvent(ctx, input, organizer);
  expect(cancelled.status).toBe("cancelled");
  expect(await cancelEvent(ctx, input, organizer)).toEqual(cancelled);
  expect((await getEvent(ctx, { event: published.id })).status).toBe("cancelled");
});

test("an event without a ticket type is not published", async () => {
  const organizer = await anOrganizer(ctx);
  const { id } = await aDraft(ctx, organizer, { ticketTypes: [] });
  await expect(publishEvent(ctx, { eventId: id }, organizer)).rejects.toMatchObject({
    reason: "INVALID_INPUT",
  });
});

test("a cancelled event is not published again", async () => {
  const organizer = await anOrganizer(ctx);
  const { id } = await anEvent(ctx, organizer);
  await cancelEvent(ctx, { eventId: id }, organizer);
  await expect(publishEvent(ctx, { eventId: id }, organizer)).rejects.toMatchObject({
    reason: "EVENT_NOT_ON_SALE",
  });
});

test("another organizer's event can be neither changed, published nor cancelled", async () => {
  const organizer = await anOrganizer(ctx);
  const stranger = await anOrganizer(ctx);
  const { id: eventId, name } = await aDraft(ctx, organizer);
  await expect(updateEvent(ctx, { eventId, name: "Mine" }, stranger)).rejects.toMatchObject(
    NOT_FOUND,
  );
  await expect(publishEvent(ctx, { eventId }, stranger)).rejects.toMatchObject(NOT_FOUND);
  await expect(cancelEvent(ctx, { eventId }, stranger)).rejects.toMatchObject(NOT_FOUND);
  expect(await publishEvent(ctx, { eventId }, organizer)).toMatchObject({
    name,
    status: "published",
  });
});

test("a change of a cancelled event leaves the time at which it was cancelled", async () => {
  const organizer = await anOrganizer(ctx);
  const [sold, off] = [await anEvent(ctx, organizer), await anEvent(ctx, organizer)];
  await cancelEvent(ctx, { eventId: off.id }, organizer);
  const isOld = async (eventId: string): Promise<unknown> => {
    await ctx.db.pool.query("UPDATE events SET updated_at = '2020-01-01Z' WHERE id = $1", [
      eventId,
    ]);
    await updateEvent(ctx, { eventId, name: "Another" }, organizer);
    const { rows } = await ctx.db.pool.query<{ isOld: boolean }>(
      `SELECT updated_at = '2020-01-01Z' AS "isOld" FROM events WHERE id = $1`,
      [eventId],
    );
    return rows[0]?.isOld;
  };
  expect([await isOld(sold.id), await isOld(off.id)]).toEqual([false, true]);
});

test("an event is not cancelled while a sale holds its counters", async () => {
  const organizer = await anOrganizer(ctx);
  const { id: eventId } = await anEvent(ctx, organizer);
  const cancelling = await transaction(ctx.db, async (tx) => {
    await lockCounters(tx, eventId, "all");
    const pending = cancelEvent(ctx, { eventId }, organizer);
    await expect
      .poll(async () => {
        const { rowCount } = await ctx.db.pool.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%' AND datname = current_database()",
        );
        return rowCount;
      })
      .toBe(1);
    expect((await getEvent(ctx, { event: eventId })).status).toBe("published");
    return { pending };
  });
  expect((await cancelling.pending).status).toBe("cancelled");
});

test("an update changes what it names and leaves the rest", async () => {
  const organizer = await anOrganizer(ctx);
  const event = await anEvent(ctx, organizer, {
    endsAt: "2999-06-02T00:00:00Z",
    venue: { name: "Arena" },
  });
  const update = (changes: object) =>
    updateEvent(ctx, updateEventInput.parse({ eventId: event.id, ...changes }), organizer);
  expect(await update({})).toEqual(event);
  expect(await update({ name: "Renamed" })).toEqual({ ...event, name: "Renamed" });
  expect(await update({ endsAt: null, venue: null })).toEqual({
    ...event,
    name: "Renamed",
    endsAt: null,
    venue: null,
  });
});

test("an update is refused that ends an event before its start or takes another's slug", async () => {
  const organizer = await anOrganizer(ctx);
  const other = await anEvent(ctx, organizer);
  const event = await anEvent(ctx, organizer, { endsAt: "2999-06-02T00:00:00Z" });
  const update = (changes: object) =>
    updateEvent(ctx, updateEventInput.parse({ eventId: event.id, ...changes }), organizer);
  await expect(update({ startsAt: "2999-06-03T00:00:00Z" })).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["endsAt"] }] },
  });
  await expect(update({ slug: other.slug })).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["slug"] }] },
  });
  expect(await getEvent(ctx, { event: event.id })).toMatchObject({ slug: event.slug });
});
