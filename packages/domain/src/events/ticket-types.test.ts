import { expect, test } from "vitest";
import { createTicketType } from "./create-ticket-type.ts";
import { aDraft, anEvent, anOrganizer, ticketType, useDatabase } from "./event.fixture.ts";
import { getOrganizerEvent } from "./get-organizer-event.ts";
import { createTicketTypeInput, updateTicketTypeInput } from "./shapes.ts";
import { updateTicketType } from "./update-ticket-type.ts";

const ctx = useDatabase();

/** An event of a new organizer with one ticket type, of whose 100 tickets some are taken. */
async function aSale({ held, sold }: { held: number; sold: number }) {
  const organizer = await anOrganizer(ctx);
  const event = await anEvent(ctx, organizer);
  const ticketTypeId = event.ticketTypes[0]?.id ?? "";
  await ctx.db.pool.query("UPDATE inventory SET held = $2, sold = $3 WHERE event_id = $1", [
    event.id,
    held,
    sold,
  ]);
  const update = (changes: object, owner = organizer) =>
    updateTicketType(ctx, updateTicketTypeInput.parse({ ticketTypeId, ...changes }), owner);
  return { organizer, event, ticketTypeId, update };
}

test("ticket types that are added at once stand behind the others, each in a place of its own", async () => {
  const organizer = await anOrganizer(ctx);
  const { id: eventId } = await aDraft(ctx, organizer);
  const added = await Promise.all(
    ["A", "B", "C", "D", "E"].map((name) =>
      createTicketType(
        ctx,
        createTicketTypeInput.parse({ eventId, ...ticketType(name, 7) }),
        organizer,
      ),
    ),
  );
  expect(added.every(({ capacity }) => capacity === 7)).toBe(true);
  const { ticketTypes } = await getOrganizerEvent(ctx, { eventId }, organizer);
  expect(ticketTypes).toHaveLength(6);
  expect(ticketTypes[0]?.name).toBe("Regular");
});

test("an event takes 100 ticket types and no more", async () => {
  const organizer = await anOrganizer(ctx);
  const { id: eventId } = await aDraft(ctx, organizer, {
    ticketTypes: Array.from({ length: 100 }, (_, index) => ticketType(`T${index}`, 1)),
  });
  await expect(
    createTicketType(
      ctx,
      createTicketTypeInput.parse({ eventId, ...ticketType("X", 1) }),
      organizer,
    ),
  ).rejects.toMatchObject({ reason: "INVALID_INPUT" });
});

test("a capacity can fall to what is held and sold, and no further", async () => {
  const { ticketTypeId, update } = await aSale({ held: 10, sold: 20 });
  await expect(update({ capacity: 29, name: "Smaller" })).rejects.toMatchObject({
    reason: "CAPACITY_TOO_SMALL",
    details: { ticketTypeId, reserved: 30 },
  });
  expect(await update({ capacity: 30 })).toMatchObject({ capacity: 30, name: "Regular" });
  expect(await update({ capacity: 10_000_000 })).toMatchObject({ capacity: 10_000_000 });
});

test("a sale and a smaller capacity at the same moment never oversell", async () => {
  const { event, update } = await aSale({ held: 0, sold: 0 });
  const sell = () =>
    ctx.db.pool.query(
      "UPDATE inventory SET held = held + 1 WHERE event_id = $1 AND held + sold < capacity",
      [event.id],
    );
  await Promise.all([
    ...Array.from({ length: 20 }, sell),
    ...[5, 10, 3].map((capacity) =>
      update({ capacity }).catch((error: unknown) => {
        expect(error).toMatchObject({ reason: "CAPACITY_TOO_SMALL" });
      }),
    ),
  ]);
  const { rows } = await ctx.db.pool.query<{ sound: boolean }>(
    "SELECT held + sold <= capacity AS sound FROM inventory WHERE event_id = $1",
    [event.id],
  );
  expect(rows).toEqual([{ sound: true }]);
});

test("an update changes what it names and leaves the rest", async () => {
  const { update } = await aSale({ held: 0, sold: 0 });
  const before = await update({ salesStartAt: "2990-01-01T00:00:00Z", description: "At the door" });
  const price = { amount: 0, currency: "EUR" };
  expect(await update({ price, maxPerReservation: 2 })).toEqual({
    ...before,
    price,
    maxPerReservation: 2,
  });
  expect(await update({ salesStartAt: null })).toMatchObject({ salesStartAt: null });
});

test("a sales window that closes before it opens is refused, with one end from before too", async () => {
  const { update } = await aSale({ held: 0, sold: 0 });
  await update({ salesStartAt: "2990-01-01T00:00:00Z" });
  await expect(update({ salesEndAt: "2990-01-01T00:00:00Z" })).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["salesEndAt"] }] },
  });
  expect(await update({})).toMatchObject({ salesEndAt: null });
});

test("another organizer's ticket types can be neither changed nor added to", async () => {
  const { event, update } = await aSale({ held: 0, sold: 0 });
  const stranger = await anOrganizer(ctx);
  const input = createTicketTypeInput.parse({ eventId: event.id, ...ticketType("Mine", 1) });
  await expect(update({ capacity: 1 }, stranger)).rejects.toMatchObject({ reason: "NOT_FOUND" });
  await expect(createTicketType(ctx, input, stranger)).rejects.toMatchObject({
    reason: "NOT_FOUND",
  });
});
