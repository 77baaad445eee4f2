import type { Inputs, Outputs } from "@stampede/client/api";

import { localOfInstant } from "../../format/temporal.ts";
import type { Locale } from "../../texts/locale.ts";
import { moneyText } from "./money-text.ts";

/** An event as its organizer sees it. */
export type OrganizerEvent = Outputs["organizer"]["events"]["get"];
export type OrganizerTicketType = OrganizerEvent["ticketTypes"][number];

/** What the server takes for a new event. */
export type EventInput = Inputs["organizer"]["events"]["create"];
export type TicketTypeInput = EventInput["ticketTypes"][number];

/** What stands in the fields of a ticket type: text, as it was typed. */
export interface TicketTypeValues {
  /** Empty for one that is not saved yet. */
  readonly ticketTypeId: string;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly capacity: string;
  readonly maxPerReservation: string;
  /** Local times in the event's timezone, as `<input type="datetime-local">` gives them. */
  readonly salesStartAt: string;
  readonly salesEndAt: string;
}

/** What stands in the fields of an event. */
export interface EventValues {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly timezone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly venue: {
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly country: string;
  };
  readonly ticketTypes: TicketTypeValues[];
}

const PER_RESERVATION = "10";

/** A ticket type that nothing is known of yet. */
export function emptyTicketType(): TicketTypeValues {
  return {
    ticketTypeId: "",
    name: "",
    description: "",
    price: "",
    capacity: "",
    maxPerReservation: PER_RESERVATION,
    salesStartAt: "",
    salesEndAt: "",
  };
}

/** An event that nothing is known of yet, on the clocks of whoever makes it. */
export function emptyEvent(): EventValues {
  return {
    name: "",
    slug: "",
    description: "",
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    startsAt: "",
    endsAt: "",
    venue: { name: "", address: "", city: "", country: "" },
    ticketTypes: [emptyTicketType()],
  };
}

/** An event as it stands in the fields, its prices written as `locale` writes them. */
export async function valuesOf(event: OrganizerEvent, locale: Locale): Promise<EventValues> {
  const local = async (at: string | null): Promise<string> =>
    at === null ? "" : localOfInstant(at, event.timezone);
  const { venue } = event;
  return {
    name: event.name,
    slug: event.slug,
    description: event.description,
    timezone: event.timezone,
    startsAt: await local(event.startsAt),
    endsAt: await local(event.endsAt),
    venue: {
      name: venue?.name ?? "",
      address: venue?.address ?? "",
      city: venue?.city ?? "",
      country: venue?.country ?? "",
    },
    ticketTypes: await Promise.all(
      event.ticketTypes.map(async (ticketType) => ({
        ticketTypeId: ticketType.id,
        name: ticketType.name,
        description: ticketType.description,
        price: moneyText(ticketType.price.amount, locale),
        capacity: String(ticketType.capacity),
        maxPerReservation: String(ticketType.maxPerReservation),
        salesStartAt: await local(ticketType.salesStartAt),
        salesEndAt: await local(ticketType.salesEndAt),
      })),
    ),
  };
}
