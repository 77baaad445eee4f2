import { ticketCount } from "./ticket-count.ts";

/** An event, its tickets and their states. */
export const texts = {
  from: (price: string) => `from ${price}`,
  free: "Free",
  fromFree: "Free and paid",

  state: {
    unknown: "Checking…",
    on_sale: (available: string) => `${available} available`,
    few_left: (available: number) => (available === 1 ? "Last one" : `Only ${available} left`),
    all_held: "All held",
    sold_out: "Sold out",
    not_started: "Not on sale yet",
    ended: "Sale ended",
    cancelled: "Cancelled",
    no_tickets: "No tickets",
    on_sale_short: "Available",
  },

  facts: {
    when: "When",
    where: "Where",
    organizer: "Organizer",
    online: "Online, or announced by the organizer",
    map: "Show on a map",
    opensElsewhere: "opens in a new tab",
  },
  about: "About this event",
  allEvents: "All events",

  tickets: "Tickets",
  connection: {
    connecting: "Connecting…",
    live: "Live",
    polling: "Updated every few seconds",
    paused: "Paused",
    offline: "Offline: these figures may be out of date",
  },
  update: (name: string, state: string) => `${name}: ${state}.`,

  heldFor: {
    returns: (at: string) => `Others are paying right now. Some may return at ${at},`,
    someday: "Others are paying right now. Some may return.",
    left: "in",
    now: "any moment now.",
  },
  opens: {
    at: (at: string) => `On sale from ${at}`,
    left: "Opens in",
    now: "Opens any moment now.",
    soon: "Opens by itself; you need not reload.",
    unknown: "The sale has not started.",
  },
  endedAt: (at: string) => `The sale ended on ${at}`,

  whole: {
    cancelled: "This event was cancelled",
    cancelledText:
      "No tickets are sold any more. If you have paid for some, you get your money back automatically.",
    no_tickets: "No tickets are offered here",
    no_ticketsText: "The organizer has not put any on sale.",
    sold_out: "Sold out",
    sold_outText:
      "All tickets are sold. Should the organizer add some, they appear here by themselves.",
    ended: "The sale has ended",
    endedText: "Tickets can no longer be reserved here.",
    all_held: "All tickets on sale are held",
    all_heldText:
      "Others have them in their hands and are paying. What they give back appears here by itself: keep this page open.",
    not_started: "Not on sale yet",
  },

  limit: {
    perReservation: (max: number) => `At most ${max} per order`,
    left: (available: number) =>
      available === 1 ? "This is the last one" : `Only ${available} left`,
    changed: (chosen: number, left: number) =>
      left === 0
        ? `You chose ${chosen}. None can be had right now.`
        : `You chose ${chosen}. Only ${left} can be had right now.`,
    lines: (max: number) => `One order holds at most ${max} kinds of tickets.`,
  },

  order: {
    buyer: "Your details",
    email: "E-mail",
    emailHint: "Only for this order.",
    name: "Name",
    emailMissing: "Enter your e-mail address.",
    emailWrong: "This does not look like an e-mail address, such as name@example.com.",
    nameWrong: "The name is too long, or has characters that cannot be shown.",
    total: "Total",
    tickets: ticketCount,
    reserve: "Reserve",
    choose: "Choose tickets",
    chooseFirst: "Choose at least one ticket first.",
    changed: (tickets: string, total: string) =>
      `Your order is now ${tickets} for ${total}. Reserve again if you agree.`,
    promise: "Nothing is charged yet. Your tickets are held while you pay.",
    sending: "Reserving…",
    resuming: "Finding out what became of your order…",
  },
};
