import { plural } from "../plural.ts";

const tickets = (count: number): string =>
  plural("en", count, { one: "1 ticket", other: `${count} tickets` });

/** The list of events, and the page of one. */
export const texts = {
  title: "Events",

  list: {
    label: "Upcoming events",
    search: "Search events",
    searchPlaceholder: "Name, city or venue",
    clear: "Clear the search",
    found: (count: number, hasMore: boolean) =>
      hasMore
        ? `${count} events shown, and there are more.`
        : plural("en", count, { one: "1 event.", other: `${count} events.` }),
    none: "Nothing is on sale right now",
    noneText: "New events appear here as soon as they are published.",
    nothingFound: (search: string) => `Nothing found for “${search}”`,
    nothingFoundText: "Check the spelling, or try fewer words: a city or a venue will do.",
    showAll: "Show all events",
    failed: "The events could not be loaded",
    failedText: "The connection or the shop has a problem. Trying again often helps.",
    moreFailed: "More events could not be loaded.",
  },

  from: (price: string) => `from ${price}`,
  free: "Free",
  fromFree: "from free",

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
    now: "any moment now",
  },
  opens: {
    at: (at: string) => `On sale from ${at}`,
    left: "Opens in",
    soon: "Opens by itself; you need not reload.",
    unknown: "The sale has not started.",
  },
  endedAt: (at: string) => `The sale ended on ${at}`,

  whole: {
    cancelled: "This event was cancelled",
    cancelledText:
      "No tickets are sold any more. If you have bought some, the organizer will tell you what happens next.",
    no_tickets: "No tickets are offered here",
    no_ticketsText: "The organizer has not put any on sale.",
    sold_out: "Sold out",
    sold_outText:
      "All tickets are sold. Should the organizer add some, they appear here by themselves.",
    ended: "The sale has ended",
    endedText: "Tickets can no longer be reserved here.",
    all_held: "All tickets are held",
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
    tickets,
    reserve: "Reserve",
    choose: "Choose tickets",
    chooseFirst: "Choose at least one ticket first.",
    promise: "Nothing is charged yet. Your tickets are held while you pay.",
    sending: "Reserving…",
    resuming: "Finding out what became of your order…",
  },

  wait: {
    NETWORK: "The connection was lost",
    RATE_LIMITED: "Too many attempts from here",
    OVERLOADED: "Many people are buying right now",
    UNAVAILABLE: "We will be back in a moment",
    text: {
      NETWORK: "Your order is kept. It goes on by itself as soon as you are connected.",
      RATE_LIMITED: "Your order is kept, and is sent again as soon as that is allowed.",
      OVERLOADED: "You are still in line. Your order is sent again by itself; please stay here.",
      UNAVAILABLE:
        "Your order is kept, and is sent again by itself. It is never carried out twice.",
    },
    again: "Next attempt in",
    now: "Try now",
    stop: "Stop trying",
  },

  queue: {
    title: (name: string) => `Waiting for ${name}`,
    text: "As soon as enough come back, your order is sent by itself. Others wait too, so it may take more than one try. Keep this page open.",
    left: "The next ones may return in",
    stop: "Stop waiting",
  },

  refusal: {
    soldOut: (name: string) => `${name}: sold out`,
    soldOutText: "The last ones were sold while you were choosing.",
    onlyLeft: (name: string, left: number) =>
      left === 1 ? `${name}: only one is left` : `${name}: only ${left} are left`,
    onlyLeftText: (wanted: number) => `You asked for ${wanted}, so nothing was reserved.`,
    allHeld: (name: string) => `${name}: all are held by others`,
    mayReturn: (at: string) =>
      `Others are paying for the rest. Some may return at ${at}, if they do not.`,
    back: (name: string) => `${name}: there are enough again`,
    backText: "Somebody gave tickets back.",
    takeLeft: (left: number) =>
      left === 1 ? "Take the last one" : `Take the ${left} that are left`,
    without: (name: string) => `Reserve without ${name}`,
    again: "Reserve now",
    waitFor: "Try again then",
    others: (names: string) => `There still are: ${names}.`,
    limit: (max: number, name: string) => `At most ${max} of ${name} in one order`,
    limitText: (max: number) => `The number is now ${max}.`,
    reserveNow: (total: number) => `Reserve ${tickets(total)}`,
    notStarted: "The sale has not started yet",
    ended: "The sale has ended",
    notOnSale: "This event is not on sale",
    notOnSaleText: "It was cancelled or taken back. Nothing was reserved.",
    input: "Something in the form needs your attention",
    gone: "These tickets are no longer offered",
    goneText: "The organizer has changed this event. The page shows what there is now.",
    failed: "Something went wrong on our side",
    failedText: "Nothing is charged. You can try again; it is never carried out twice.",
    unanswered: "We could not find out whether your order went through",
    unansweredText:
      "Try again: it is the same order, and never carried out twice. Or leave it: unpaid tickets go back by themselves.",
    found: (count: number) => `You were about to reserve ${tickets(count)} here`,
    foundText: "The answer never came. You can go on with the same order, or forget it.",
    goOn: "Go on",
    forget: "Forget it",
    retry: "Try again",
  },
};
