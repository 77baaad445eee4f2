import type { OrganizerEvent, OrganizerTicketType } from "./event-values.ts";

/** A ticket type as the server has it. */
export const SAVED_TICKET_TYPE: OrganizerTicketType = {
  id: "t",
  name: "Regular",
  description: "",
  price: { amount: 4_900, currency: "EUR" },
  capacity: 100,
  maxPerReservation: 10,
  salesStartAt: null,
  salesEndAt: null,
};

/** An event as the server has it, for which a form is filled in. */
export const SAVED_EVENT: OrganizerEvent = {
  id: "e",
  slug: "paper-boats",
  name: "Paper Boats",
  description: "",
  startsAt: "2027-06-12T17:00:30.500Z",
  endsAt: null,
  timezone: "Europe/Warsaw",
  venue: { name: "Antresola", address: null, city: "Gdańsk", country: null },
  status: "published",
  organizer: { name: "Demo", slug: "demo" },
  ticketTypes: [SAVED_TICKET_TYPE],
};
