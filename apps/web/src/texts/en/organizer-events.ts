import { plural } from "../plural.ts";

const tickets = (count: number): string =>
  plural("en", count, { one: "1 ticket", other: `${count} tickets` });

/** Making and changing events. */
export const texts = {
  title: "Events",
  newTitle: "New event",
  editTitle: "Edit event",

  list: {
    caption: "Your events",
    new: "New event",
    search: "Search",
    searchHint: "Name, city, venue",
    state: "State",
    all: "All",
    event: "Event",
    starts: "Starts",
    sold: "Sold",
    soldOf: (sold: string, capacity: string) => `${sold} of ${capacity}`,
    held: (count: string) => `${count} held`,
    meter: (sold: string, held: string, capacity: string) =>
      `${sold} sold and ${held} held of ${capacity}`,
    revenue: "Revenue",
    actions: "Actions",
    editOf: (name: string) => `Edit ${name}`,
    edit: "Edit",
    more: "Show more",
    emptyTitle: "No events yet",
    emptyText: "Make your first one. Nobody sees it until you publish it.",
    noneTitle: "Nothing found",
    noneText: "No event of yours is like that.",
    reset: "Show all",
  },

  form: {
    about: "About",
    name: "Name",
    description: "Description",
    slug: "Address of its page",
    slugHint: "Made of the name where you leave it empty. Lower-case letters, digits and hyphens.",
    slugChange: "Links to the old address stop working when you change it.",
    when: "When",
    timezone: "Timezone",
    timezoneHint: "All times here, those of the sale too, are on the clocks of this place.",
    timezoneNone: "Nothing found. Try a city, a country or an offset such as UTC+2.",
    timezoneChoices: "Timezones",
    startsAt: "Starts",
    endsAt: "Ends",
    where: "Where",
    whereHint: "Leave it empty where the event has no venue.",
    venueName: "Venue",
    address: "Street and number",
    city: "City",
    country: "Country",
    tickets: "Tickets",
    ticketsHint: "Buyers see them in this order.",
    savedHint:
      "A ticket type that is saved stays. To sell no more of it, set its capacity to what is sold and held.",
    ticketType: (number: number) => `Ticket type ${number}`,
    ticketName: "Name",
    ticketNameHint: "Such as Regular, VIP, Balcony",
    ticketDescription: "What it includes",
    price: "Price in €",
    priceHint: "0 for free tickets",
    priceHintSaved: "What was reserved before keeps its price.",
    capacity: "Capacity",
    reserved: (count: number) =>
      plural("en", count, {
        one: "1 is sold or held now.",
        other: `${count} are sold or held now.`,
      }),
    perReservation: "At most per order",
    salesStartAt: "Sale starts",
    salesStartHint: "At once where empty",
    salesEndAt: "Sale ends",
    salesEndHint: "Open end where empty",
    add: "Add a ticket type",
    remove: "Remove",
    removeOf: (name: string) => `Remove: ${name}`,
    create: "Save draft",
    save: "Save changes",
    unsaved: "Not saved yet",
    saved: "All changes are saved.",
    draft: "This is a draft. Nobody else sees it until you publish it.",
    cancelled: "This event is cancelled. No tickets are sold any more.",
    look: "Preview",
  },

  problems: {
    required: () => "This is needed.",
    tooLong: (max: string) => `At most ${max} characters.`,
    slug: () => "Only lower-case letters, digits, and single hyphens between them.",
    slugTaken: () => "Another event has this address.",
    time: () => "Enter a date and a time.",
    year: () => "Enter a year from 1900 to 9999.",
    gap: () => "There is no such time: the clocks are put forward over it. Choose another one.",
    endBeforeStart: () => "It would end before it starts.",
    salesEndFirst: () => "The sale would end before it starts.",
    price: () => "Enter an amount, such as 49.50.",
    priceMax: () => "At most 1,000,000.00.",
    wholeNumber: (range: string) => `Enter a whole number, ${range}.`,
    capacityTooSmall: (reserved: string) =>
      `${reserved} are sold or held already. The capacity cannot be less than ${reserved}.`,
    refused: (why: string) => `This was not accepted: ${why}`,
  },
  failed: {
    unknown:
      "The connection was lost, and nobody knows whether this was saved. Load the page again to see, before you save once more.",
    unknownNew:
      "The connection was lost, and nobody knows whether this was saved. Look among your events before you save once more.",
    busy: "The server is busy. Nothing more was saved; try again in a moment.",
    other: "This could not be saved.",
    gone: "This event was not found.",
    noTicketType: "An event needs a ticket type before it is published.",
    wasCancelled: "A cancelled event is not published again.",
    signedOut:
      "Your session has ended, and this is not saved yet. Sign in in another tab, and then save here once more.",
    signIn: "Sign in in a new tab",
  },

  leave: {
    title: "Leave without saving?",
    text: "What you have changed here is lost.",
    stay: "Stay",
    leave: "Leave",
  },

  preview: {
    draft: "Only you can see this. It is what buyers will see.",
    published: "Everybody can see this event.",
    cancelled: "This event is cancelled. Its page stays, and says so.",
    open: "Open its page",
    edit: "Edit",
    page: "The page as buyers see it",
    tickets: "Tickets",
    free: "Free",
    noTickets: "There are no tickets yet.",
    onSaleFrom: (time: string) => `On sale from ${time}`,
    until: (time: string) => `Until ${time}`,
    perReservation: (max: number) => `At most ${tickets(max)} per order`,
  },

  publish: {
    action: "Publish",
    title: "Publish this event?",
    points: [
      "Everybody can see it, at once.",
      "Its tickets can be bought as soon as their sale starts.",
      "You can still change it later, or cancel it. It cannot become a draft again.",
    ],
    warnings: {
      started: "It starts in the past: buyers do not find it in the list once it is over.",
      salesEnded: "The sale of all its tickets is over: nobody can buy any.",
    },
  },
  cancel: {
    action: "Cancel event",
    keep: "Keep it",
    title: "Cancel this event?",
    points: [
      "The sale ends at once, and for good: a cancelled event is not published again.",
      "Whoever holds tickets without having paid cannot pay any more.",
    ],
    sold: (count: number) =>
      plural("en", count, {
        one: "1 ticket is sold. Its buyer is paid back in full, by itself.",
        other: `${count} tickets are sold. All buyers are paid back in full, by itself. Under Reservations you see how far that is.`,
      }),
    noneSold: "No tickets are sold, so there is nothing to refund.",
    draft: "Nobody has seen it, so nobody is told.",
  },
};
