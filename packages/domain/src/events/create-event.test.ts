import { transaction } from "@stampede/db/transaction";
import { expect, test } from "vitest";
import { anOrganizer, eventInput, ticketType, useDatabase } from "./event.fixture.ts";
import { createEvent } from "./create-event.ts";
import { getEvent } from "./get-event.ts";
import { getOrganizerEvent } from "./get-organizer-event.ts";
import { insertEvent } from "./insert-event.ts";
import { organizerEventShape } from "./shapes.ts";

const ctx = useDatabase();

test("a created event is read back as it was written, a draft with its ticket types in order", async () => {
  const organizer = await anOrganizer(ctx);
  const event = await createEvent(
    ctx,
    eventInput({
      name: "Święto Światła",
      startsAt: "2999-06-01T20:00:00+02:00",
      endsAt: "2999-06-02T02:00:00+02:00",
      venue: { name: "EC1", city: "Łódź" },
      ticketTypes: [ticketType("VIP", 5), ticketType("Regular", 50), ticketType("Free", 0)],
    }),
    organizer,
  );
  expect(event).toMatchObject({
    slug: "swieto-swiatla",
    status: "draft",
    startsAt: "2999-06-01T18:00:00.000Z",
    endsAt: "2999-06-02T00:00:00.000Z",
    venue: { name: "EC1", address: null, city: "Łódź", country: null },
    organizer: { name: organizer.name, slug: organizer.slug },
  });
  expect(event.ticketTypes.map(({ name, capacity }) => [name, capacity])).toEqual([
    ["VIP", 5],
    ["Regular", 50],
    ["Free", 0],
  ]);
  expect(organizerEventShape.parse(event)).toEqual(event);
  expect(await getOrganizerEvent(ctx, { eventId: event.id }, organizer)).toEqual(event);
});

test("events of one name, made at once, get slugs of their own", async () => {
  const organizer = await anOrganizer(ctx);
  const created = await Promise.all(
    Array.from({ length: 9 }, () => createEvent(ctx, eventInput({ name: "Twin" }), organizer)),
  );
  const slugs = created.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(9);
  expect(slugs).toEqual(expect.arrayContaining(["twin", "twin-2", "twin-5"]));
});

test("a slug that another organizer has is refused, and nothing is written", async () => {
  const organizer = await anOrganizer(ctx);
  await createEvent(ctx, eventInput({ slug: "taken" }), await anOrganizer(ctx));
  await expect(createEvent(ctx, eventInput({ slug: "taken" }), organizer)).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["slug"] }] },
  });
  const { rowCount } = await ctx.db.pool.query("SELECT FROM events WHERE organizer_id = $1", [
    organizer.id,
  ]);
  expect(rowCount).toBe(0);
});

test("a record is imported once, whatever slug is free", async () => {
  const organizer = await anOrganizer(ctx);
  const importOnce = () =>
    transaction(ctx.db, (tx) =>
      insertEvent(tx, eventInput({ name: "Imported" }), organizer, "key-1"),
    );
  const results = await Promise.all([importOnce(), importOnce(), importOnce()]);
  expect(results.filter((id) => id !== undefined)).toHaveLength(1);
});

test("a draft is nobody's but its organizer's to see", async () => {
  const event = await createEvent(ctx, eventInput(), await anOrganizer(ctx));
  const stranger = await anOrganizer(ctx);
  await expect(getEvent(ctx, { event: event.id })).rejects.toMatchObject({ reason: "NOT_FOUND" });
  await expect(getEvent(ctx, { event: event.slug })).rejects.toMatchObject({ reason: "NOT_FOUND" });
  await expect(getOrganizerEvent(ctx, { eventId: event.id }, stranger)).rejects.toMatchObject({
    reason: "NOT_FOUND",
  });
});
