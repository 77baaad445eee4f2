import type { DemoEvent, DemoTicketType } from "./demo-events.ts";
import type { JsonNode } from "./json-node.ts";
import type { SchemaOrgRecord } from "./parse-schema-org.ts";

/** A demo event as the schema.org record that a publisher would write on the day of `now`. */
export function demoRecord(event: DemoEvent, now: Date): SchemaOrgRecord {
  const inDays = (days: number) => dateInDays(now, days, event.timezone);
  const start = inDays(event.startsInDays).toPlainDateTime(
    Temporal.PlainTime.from(event.startTime),
  );
  const node = {
    "@context": "https://schema.org",
    "@type": "Event",
    "@id": `urn:stampede:demo:${event.id}`,
    name: event.name,
    description: event.description,
    startDate: start.toString(),
    endDate: start.add({ hours: event.lastsHours }).toString(),
    eventSchedule: { "@type": "Schedule", scheduleTimezone: event.timezone },
    eventStatus: `https://schema.org/${event.isCancelled ? "EventCancelled" : "EventScheduled"}`,
    location: locationOf(event),
    offers: event.ticketTypes.map((ticketType) => offerOf(ticketType, inDays)),
  };
  return { place: event.id, name: event.name, node };
}

function dateInDays(now: Date, days: number, timezone: string): Temporal.PlainDate {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  return instant.toZonedDateTimeISO(timezone).toPlainDate().add({ days });
}

function locationOf({ venue }: DemoEvent): JsonNode {
  if (venue === null) return { "@type": "VirtualLocation" };
  return {
    "@type": "Place",
    name: venue.name,
    address: {
      "@type": "PostalAddress",
      streetAddress: venue.address,
      addressLocality: venue.city,
      addressCountry: venue.country,
    },
  };
}

function offerOf(
  ticketType: DemoTicketType,
  inDays: (days: number) => Temporal.PlainDate,
): JsonNode {
  const { name, description, price, capacity, maxPerReservation } = ticketType;
  const { salesStartInDays, salesEndInDays } = ticketType;
  return {
    "@type": "Offer",
    name,
    description,
    price,
    priceCurrency: "EUR",
    inventoryLevel: { "@type": "QuantitativeValue", value: capacity },
    ...(maxPerReservation === undefined
      ? {}
      : { eligibleQuantity: { maxValue: maxPerReservation } }),
    ...(salesStartInDays === undefined
      ? {}
      : { availabilityStarts: `${inDays(salesStartInDays).toString()}T10:00` }),
    ...(salesEndInDays === undefined
      ? {}
      : { availabilityEnds: inDays(salesEndInDays).toString() }),
  };
}
