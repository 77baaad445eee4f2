import type { Event } from "@stampede/domain/events/shapes";
import type { Availability, AvailabilityStatus } from "@stampede/domain/inventory/shapes";
import { instantNumber, priceNumber } from "./format.ts";

const SCHEMA = "https://schema.org";
const DESCRIPTION_LENGTH_MAX = 5_000;

/** What comes nearest in schema.org's words. "Sold out" is only said of what cannot come back. */
const AVAILABILITY: Readonly<Record<AvailabilityStatus, string>> = {
  not_started: "PreOrder",
  on_sale: "InStock",
  all_held: "LimitedAvailability",
  sold_out: "SoldOut",
  ended: "OutOfStock",
};

/**
 * The event in schema.org's terms, for search engines.
 *
 * @see https://developers.google.com/search/docs/appearance/structured-data/event
 */
export function eventJsonLd(
  event: Event,
  availability: Availability,
  links: { readonly url: string; readonly image: string },
) {
  const { name, description, venue, organizer, timezone, startsAt, endsAt } = event;
  return {
    "@context": SCHEMA,
    "@type": "Event",
    name,
    ...(description !== "" && { description: description.slice(0, DESCRIPTION_LENGTH_MAX) }),
    url: links.url,
    image: [links.image],
    startDate: instantNumber(startsAt, timezone),
    ...(endsAt !== null && { endDate: instantNumber(endsAt, timezone) }),
    eventStatus: `${SCHEMA}/${event.status === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    // Of an event without a venue it is not known whether it is online: nothing is said of it.
    ...(venue !== null && {
      eventAttendanceMode: `${SCHEMA}/OfflineEventAttendanceMode`,
      location: place(venue),
    }),
    organizer: { "@type": "Organization", name: organizer.name },
    offers: event.ticketTypes.map((ticketType) =>
      offer(ticketType, event, availability, links.url),
    ),
  };
}

function place(venue: NonNullable<Event["venue"]>) {
  const { name, address, city, country } = venue;
  return {
    "@type": "Place",
    name,
    address: {
      "@type": "PostalAddress",
      ...(address !== null && { streetAddress: address }),
      ...(city !== null && { addressLocality: city }),
      ...(country !== null && { addressCountry: country }),
    },
  };
}

function offer(
  { id, name, price, salesStartAt, salesEndAt }: Event["ticketTypes"][number],
  { timezone }: Event,
  { ticketTypes }: Availability,
  url: string,
) {
  const status = ticketTypes.find(({ ticketTypeId }) => ticketTypeId === id)?.status;
  return {
    "@type": "Offer",
    name,
    url,
    price: priceNumber(price),
    priceCurrency: price.currency,
    ...(status !== undefined && { availability: `${SCHEMA}/${AVAILABILITY[status]}` }),
    ...(salesStartAt !== null && { validFrom: instantNumber(salesStartAt, timezone) }),
    ...(salesEndAt !== null && { validThrough: instantNumber(salesEndAt, timezone) }),
  };
}
