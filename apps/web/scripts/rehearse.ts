import { isStampedeError } from "@stampede/client/errors";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";

import type { Event, Held, Reservation, Stage } from "../tests/stage.ts";

/** An event in each state that a buyer can meet, and a reservation in each. */
export interface Rehearsal {
  readonly events: Readonly<Record<EventName, Event>>;
  readonly reservations: Readonly<Record<ReservationName, Held>>;
}

export type EventName = keyof typeof EVENTS;
export type ReservationName =
  | "held"
  | "declined"
  | "paying"
  | "paid"
  | "expired"
  | "cancelled"
  | "refunding"
  | "refunded";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const after = (ms: number): string => new Date(Date.now() + ms).toISOString();

const EVENTS = {
  "on-sale": () => ({
    name: "Lighthouse Sessions: Songs for the Fog",
    description:
      "Four voices, a cello and the old foghorn, heard from the gallery of the lighthouse.\n\nDoors open an hour before. The stairs are steep; there is a lift to the lower gallery.",
    startsAt: after(41 * DAY_MS),
    endsAt: after(41 * DAY_MS + 3 * HOUR_MS),
    timezone: "Europe/Lisbon",
    venue: {
      name: "Farol da Barra",
      address: "Rua do Cais 14",
      city: "Aveiro",
      country: "Portugal",
    },
    ticketTypes: {
      Regular: { price: 4_900, capacity: 900 },
      Premium: { price: 8_900, capacity: 240, description: "A seat on the lower gallery." },
      VIP: {
        price: 18_900,
        capacity: 20,
        maxPerReservation: 4,
        description: "The upper gallery, dinner, and the walk down by lamplight.",
      },
    },
  }),
  "few-left": () => ({
    name: "A Thousand Small Motors",
    startsAt: after(12 * DAY_MS),
    timezone: "Europe/Berlin",
    venue: { name: "Maschinenhaus", address: null, city: "Berlin", country: "Germany" },
    ticketTypes: { Regular: { price: 3_250, capacity: 33 }, VIP: { price: 9_500, capacity: 11 } },
  }),
  "all-held": () => ({
    name: "Dwanaście stołów",
    description: "Kolacja dla dwunastu gości, ugotowana na ich oczach.",
    startsAt: after(6 * DAY_MS),
    timezone: "Europe/Warsaw",
    venue: { name: "Zajezdnia", address: "ul. Cicha 8", city: "Łódź", country: "Poland" },
    ticketTypes: { Regular: { price: 12_000, capacity: 12 } },
  }),
  "sold-out": () => ({
    name: "Paper Boats",
    startsAt: after(5 * DAY_MS),
    timezone: "Europe/Warsaw",
    venue: { name: "Antresola", address: "ul. Krótka 2", city: "Gdańsk", country: "Poland" },
    ticketTypes: { Regular: { price: 2_800, capacity: 20 } },
  }),
  "not-started": () => ({
    name: "Glass Valley: Orchestra and Light",
    startsAt: after(90 * DAY_MS),
    timezone: "Asia/Tokyo",
    venue: { name: "Hikari Hall", address: "4-2 Minamicho", city: "Tokyo", country: "Japan" },
    ticketTypes: {
      Regular: { price: 5_500, capacity: 1_200, salesStartAt: after(7 * DAY_MS) },
      Premium: { price: 11_000, capacity: 300, salesStartAt: after(20 * HOUR_MS) },
    },
  }),
  ended: () => ({
    name: "Stories from the Last Tram",
    startsAt: after(2 * DAY_MS),
    timezone: "America/New_York",
    venue: { name: "The Turntable", address: null, city: "New York", country: "United States" },
    ticketTypes: { Regular: { price: 1_800, capacity: 120, salesEndAt: after(-DAY_MS) } },
  }),
  free: () => ({
    name: "Open Night at the Observatory",
    description: "Look through the great refractor. Entry is free; the guided tour is not.",
    startsAt: after(20 * DAY_MS),
    timezone: "Atlantic/Reykjavik",
    ticketTypes: {
      "Free entry": { price: 0, capacity: 300 },
      Tour: { price: 1_500, capacity: 45 },
    },
  }),
  cancelled: () => ({
    name: "The Garden Opera",
    description: "The garden is under water.",
    startsAt: after(28 * DAY_MS),
    timezone: "Australia/Melbourne",
    ticketTypes: { Regular: { price: 6_500, capacity: 500 } },
  }),
  draft: () => ({
    name: "A Winter Programme that Nobody Has Seen Yet",
    startsAt: after(120 * DAY_MS),
    timezone: "Europe/Warsaw",
    isDraft: true,
    ticketTypes: { Regular: { price: 4_500, capacity: 400 } },
  }),
} as const;

/**
 * Fills a stage by the API alone, as organizers and buyers would.
 *
 * @param options.rounds how much has been sold before; a day of it unless it is given
 */
export async function rehearse(
  stage: Stage,
  { rounds = ROUNDS }: { readonly rounds?: number } = {},
): Promise<Rehearsal> {
  const published: [string, Event][] = [];
  for (const [name, describe] of Object.entries(EVENTS)) {
    published.push([name, await stage.publish(describe())]);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names are those of EVENTS
  const events = Object.fromEntries(published) as Record<EventName, Event>;
  await sell(stage, events["few-left"], { Regular: 31, VIP: 9 });
  await sell(stage, events["sold-out"], { Regular: 20 });
  await stage.reserve(events["all-held"], { Regular: 8 });
  await stage.reserve(events["all-held"], { Regular: 4 });
  await stage.organizer.organizer.events.cancel.mutate({ eventId: events.cancelled.id });
  await makeHistory(stage, events["on-sale"], rounds);
  return { events, reservations: await reservationsOf(stage, events["on-sale"]) };
}

const PER_RESERVATION_MAX = 10;

async function sell(stage: Stage, event: Event, totals: Record<string, number>): Promise<void> {
  for (const [name, total] of Object.entries(totals)) {
    for (let left = total; left > 0; left -= PER_RESERVATION_MAX) {
      const quantity = Math.min(left, PER_RESERVATION_MAX);
      await stage.pay(await stage.reserve(event, { [name]: quantity }));
    }
  }
}

const BUYERS = [
  "Ada Nowak",
  "Łukasz Żółkiewski",
  "Chidi Okafor",
  "María-José Fernández de la Vega",
  "Jin Park",
  "Ingrid Ødegård",
  "Mehmet Yılmaz",
];
const ROUNDS = 30;
const MINUTES_BETWEEN_ROUNDS = 37;

/** A day of sales: each round is moved into the past before the next one is made. */
async function makeHistory(stage: Stage, event: Event, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const held: Held[] = [];
    for (let buyer = 0; buyer <= round % BUYERS.length; buyer++) {
      const name = BUYERS[(round + buyer) % BUYERS.length] ?? "";
      const email = `buyer.${round}.${buyer}@example.com`;
      const quantities = buyer % 3 === 2 ? { Premium: 2 } : { Regular: 1 + (buyer % 4) };
      held.push(await stage.reserve(event, quantities, { email, name }));
    }
    if (round % 6 === 0) held.push(await stage.reserve(event, { VIP: 4 }));
    await stage.makeOlder(event, 1 + (round % 2));
    for (const [index, each] of held.entries()) {
      if (round % 7 === 5 && index === 0) await cancel(stage, each);
      else await stage.pay(each);
    }
    if (round > 24) await refused(stage, event);
    await stage.makeOlder(event, MINUTES_BETWEEN_ROUNDS);
  }
}

async function cancel({ buyer }: Stage, { reservation, accessToken }: Held): Promise<void> {
  const client = buyer.withReservation(accessToken);
  await client.cancel.mutate({ reservationId: reservation.id });
}

/** Asks for more than there is, which counts as lost demand. */
async function refused(stage: Stage, event: Event): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await stage.reserve(event, { VIP: 4, Premium: 1 + attempt }).catch(isRefusal);
    await stage.reserve(event, { VIP: 4 }).catch(isRefusal);
  }
}

function isRefusal(error: unknown): void {
  if (!isStampedeError(error)) throw error;
}

async function reservationsOf(stage: Stage, event: Event): Promise<Rehearsal["reservations"]> {
  const one = (): Promise<Held> => stage.reserve(event, { Regular: 2, Premium: 1 });
  const held = await one();
  const declined = await one();
  const paying = await one();
  const paid = await one();
  const expired = await one();
  const cancelled = await one();
  const refunding = await one();
  const refunded = await one();
  await stage.endHold(expired);
  await stage.pay(declined, "card_error").catch(isRefusal);
  await stage.pay(paying, "timeout_charged").catch(isRefusal);
  await postpone(stage, "payments", paying);
  await stage.pay(paid);
  await cancel(stage, cancelled);
  await stage.pay(refunding, "refund_error");
  await stage.refund(refunding);
  await postpone(stage, "refunds", refunding);
  await stage.pay(refunded);
  await stage.refund(refunded);
  await checkInOne(stage, event, await stage.pay(await one()));
  const isExpired = async (): Promise<boolean> => (await stage.read(expired)).status === "expired";
  await waitFor(isExpired, { describe: "a hold to end" });
  return { held, declined, paying, paid, expired, cancelled, refunding, refunded };
}

/** When the worker asks the gateway again. */
const NEXT_ATTEMPT = { payments: "next_check_at", refunds: "next_attempt_at" } as const;

/** The worker would find out within a minute, and it is to be seen while nobody knows. */
async function postpone(
  { databaseUrl }: Stage,
  table: keyof typeof NEXT_ATTEMPT,
  { reservation }: Held,
): Promise<void> {
  const tomorrow = `${NEXT_ATTEMPT[table]} = clock_timestamp() + interval '1 day'`;
  const text = `UPDATE ${table} SET ${tomorrow} WHERE reservation_id = $1`;
  await query(databaseUrl, text, [reservation.id]);
}

async function checkInOne({ organizer }: Stage, event: Event, paid: Reservation): Promise<void> {
  for (const { code } of paid.tickets.slice(0, 1)) {
    await organizer.organizer.checkIn.mutate({ eventId: event.id, code });
  }
}
