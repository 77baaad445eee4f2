import { randomUUID } from "node:crypto";
import { events, ticketTypes } from "@stampede/db/schema";
import { eq } from "drizzle-orm";
import { databaseNow } from "../clock.ts";
import type { DomainContext } from "../context.ts";
import { DEMO_ORGANIZER } from "../organizers/organizer.ts";
import { pay } from "../payments/pay.ts";
import { reserve } from "../reservations/reserve.ts";
import { DEMO_EVENTS, type DemoEvent } from "./demo-events.ts";
import { demoRecord } from "./demo-record.ts";
import { importEvents } from "./import-events.ts";
import { importKey } from "./import-key.ts";

const PER_RESERVATION_MAX = 10;
/** Any token that the simulated gateway charges. */
const PAYMENT_TOKEN = "demo";

/**
 * Fills an empty database with made-up events in every state a buyer can meet; does nothing where
 * there is any event. They come in by the import, and what is sold of them is reserved and paid for
 * as buyers would, so every counter and rollup is a real one.
 *
 * @returns how many events there are now that were not there before.
 * @throws {Error} when an event of its own is refused.
 */
export async function loadDemoCatalogue(ctx: DomainContext): Promise<number> {
  const [existing] = await ctx.db.orm.select({ id: events.id }).from(events).limit(1);
  if (existing !== undefined) return 0;
  const now = await databaseNow(ctx.db);
  const { created, refused } = await importEvents(ctx, {
    organizer: DEMO_ORGANIZER,
    records: DEMO_EVENTS.map((event) => demoRecord(event, now)),
    mapping: { timezone: "UTC", startTime: "20:00", ticketTypes: [] },
    publish: true,
    dryRun: false,
  });
  const [first] = refused;
  if (first !== undefined) throw new Error(`demo event ${first.place} is refused: ${first.reason}`);
  // Of two processes that load it at once, the one whose transaction made the events sells.
  if (created === 0) return 0;
  await Promise.all(DEMO_EVENTS.map((event) => sellSome(ctx, event, now)));
  return created;
}

async function sellSome(ctx: DomainContext, event: DemoEvent, now: Date): Promise<void> {
  const found = await ctx.db.orm
    .select({ eventId: events.id, ticketTypeId: ticketTypes.id, name: ticketTypes.name })
    .from(events)
    .innerJoin(ticketTypes, eq(ticketTypes.eventId, events.id))
    .where(eq(events.importKey, importKey(DEMO_ORGANIZER.slug, demoRecord(event, now).node)));
  for (const { name, sold = 0, maxPerReservation = PER_RESERVATION_MAX } of event.ticketTypes) {
    const row = found.find((candidate) => candidate.name === name);
    if (row === undefined) throw new Error(`demo event ${event.id} has no ticket type ${name}`);
    // One after the other: they want the same counter's lock, and the pool's connections are few.
    for (const quantity of portions(sold, maxPerReservation)) {
      await buy(ctx, { ...row, quantity });
    }
  }
}

function portions(total: number, portionMax: number): number[] {
  const full = Array.from({ length: Math.floor(total / portionMax) }, () => portionMax);
  return total % portionMax === 0 ? full : [...full, total % portionMax];
}

interface Purchase {
  readonly eventId: string;
  readonly ticketTypeId: string;
  readonly quantity: number;
}

async function buy(ctx: DomainContext, purchase: Purchase): Promise<void> {
  const { eventId, ticketTypeId, quantity } = purchase;
  const { reservation, accessToken } = await reserve(ctx, {
    eventId,
    items: [{ ticketTypeId, quantity }],
    customer: { email: "buyer@example.com", name: "Demo Buyer" },
    idempotencyKey: randomUUID(),
  });
  await pay(
    ctx,
    {
      reservationId: reservation.id,
      paymentToken: PAYMENT_TOKEN,
      currency: "EUR",
      idempotencyKey: randomUUID(),
    },
    accessToken,
  );
}
