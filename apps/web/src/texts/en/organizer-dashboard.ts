import { plural } from "../plural.ts";

/** An organizer's overview, and the dashboard of an event. */
export const texts = {
  title: "Overview",
  eventTitle: "Dashboard",
  live: "Live",
  everySeconds: (seconds: number) => `Every ${seconds} s`,
  updatedAt: (time: string) => `Updated at ${time}`,
  stale: "Connection lost",
  staleSince: (time: string) => `Figures as of ${time}. They go on by themselves.`,

  sold: "Sold",
  held: "Held",
  available: "Available",
  capacity: "Capacity",
  revenue: "Revenue",
  sellThrough: "Sell-through",
  ofCapacity: (capacity: string) => `of ${capacity}`,
  meter: (sold: string, held: string, capacity: string) =>
    `${sold} sold, ${held} held of ${capacity}`,
  compact: (sold: string, capacity: string, share: string) =>
    `${sold} of ${capacity} sold, ${share}`,
  compactRest: (held: string, available: string) => `${held} held, ${available} available`,

  csv: "CSV",
  csvOf: (what: string) => `CSV: ${what}`,
  asTable: "As a table",

  overview: {
    intro: (count: number) => plural("en", count, { one: "1 event", other: `${count} events` }),
    figures: "All events",
    byEvent: "By event",
    byTicketType: "By ticket type",
    byTicketTypeHint:
      "Ticket types of the same name are added up over all events, also those that sell nothing now.",
    event: "Event",
    state: "State",
    ticketType: "Ticket type",
    files: { byEvent: "stampede-events", byTicketType: "stampede-ticket-types" },
    showMore: (count: number) => `Show ${count} more`,
    empty: {
      title: "Your figures will stand here",
      text: "Create an event with its ticket types and publish it. From the first ticket on you see what is sold, held and still there.",
      action: "Create your first event",
    },
  },

  dashboard: {
    figures: "All ticket types",
    byTicketType: "By ticket type",
    ticketType: "Ticket type",
    noTicketTypes: "This event has no ticket types yet.",
    draft: "This event is a draft. Nobody sees it, and nothing is sold until it is published.",
    ended: "This event is over. Nothing is sold any more.",
    cancelled: "This event is cancelled. Nothing is sold any more, and all buyers are paid back.",
    waiting: "The tickets still counted as sold wait for their refund to begin.",
    toEdit: "Edit event",
    files: { byTicketType: "ticket-types", sales: "sales", funnel: "funnel" },
  },

  sales: {
    title: "Sales over time",
    range: "Period",
    ranges: { hour: "Last hour", day: "Last 24 hours", all: "All time" },
    buckets: { minute: "by minute", hour: "by hour", day: "by day" },
    timezone: (name: string) => `In the event's timezone, ${name}`,
    tickets: "Tickets",
    revenue: "Revenue",
    nothing: "Nothing happened in this period.",
    summary: (sold: string, refused: string, revenue: string) =>
      `${sold} sold, ${refused} refused, ${revenue} revenue`,
    columns: {
      at: "From",
      reserved: "Reserved",
      paid: "Sold",
      expired: "Expired",
      cancelled: "Given back",
      refused: "Refused",
      revenue: "Revenue",
    },
  },

  funnel: {
    title: "From request to ticket",
    hint: "Each request is for one reservation, of however many tickets.",
    step: "Step",
    requests: "Requests",
    share: "Share of requests",
    steps: {
      requested: "Asked for tickets",
      refused: "Refused: lost demand",
      reserved: "Reserved",
      open: "Not decided yet",
      expired: "Ran out of time",
      cancelled: "Given back",
      paid: "Paid",
      refunded: "Refunded later",
    },
    conversion: "Conversion",
    conversionDetail: "paid of all requests",
    lostDemand: "Lost demand",
    lostDemandDetail: "requests refused",
    median: "Median time to pay",
    noMedian: "Nobody has paid yet",
    duration: (minutes: number, seconds: number) =>
      minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`,
    nothing: "Nobody has asked for tickets yet.",
  },
};
