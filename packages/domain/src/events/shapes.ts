import { z } from "zod";
import {
  PRICE_AMOUNT_MAX,
  idShape,
  instantShape,
  lineShape,
  moneyShape,
  pageInput,
  pageShape,
  textShape,
} from "../shapes.ts";
import { instantInput } from "./instant-input.ts";
import { slugShape } from "./slug.ts";
import { timezoneInput } from "./timezone.ts";

/** More is no ticket types but seats; it also keeps an event's rows few enough to lock at once. */
export const TICKET_TYPES_MAX = 100;
const CAPACITY_MAX = 10_000_000;
const PER_RESERVATION_MAX = 1_000;
const PER_RESERVATION_DEFAULT = 10;
const NAME_LENGTH_MAX = 200;
const DESCRIPTION_LENGTH_MAX = 20_000;
/** An event has up to a hundred of them, and every list sends them all. */
const TICKET_TYPE_DESCRIPTION_LENGTH_MAX = 2_000;

export const eventStatusShape = z.enum(["draft", "published", "cancelled"]);

export const ticketTypeShape = z.strictObject({
  id: idShape,
  name: z.string(),
  description: z.string(),
  price: moneyShape,
  maxPerReservation: z.int(),
  salesStartAt: instantShape.nullable(),
  salesEndAt: instantShape.nullable(),
});

/** What an organizer sees of its own ticket type. */
export const organizerTicketTypeShape = ticketTypeShape.extend({ capacity: z.int() });
export type OrganizerTicketType = z.infer<typeof organizerTicketTypeShape>;

export const eventShape = z.strictObject({
  id: idShape,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  startsAt: instantShape,
  endsAt: instantShape.nullable(),
  timezone: z.string(),
  venue: z
    .strictObject({
      name: z.string(),
      address: z.string().nullable(),
      city: z.string().nullable(),
      country: z.string().nullable(),
    })
    .nullable(),
  status: eventStatusShape,
  organizer: z.strictObject({ name: z.string(), slug: z.string() }),
  ticketTypes: z.array(ticketTypeShape),
});
export type Event = z.infer<typeof eventShape>;

/** What an organizer sees of its own event. */
export const organizerEventShape = eventShape.extend({
  ticketTypes: z.array(organizerTicketTypeShape),
});
export type OrganizerEvent = z.infer<typeof organizerEventShape>;

const nameInput = lineShape(NAME_LENGTH_MAX);
const descriptionInput = textShape(DESCRIPTION_LENGTH_MAX);
const ticketTypeDescriptionInput = textShape(TICKET_TYPE_DESCRIPTION_LENGTH_MAX);
const venueLineInput = lineShape(NAME_LENGTH_MAX).nullish();

const venueInput = z.strictObject({
  name: nameInput,
  address: venueLineInput,
  city: venueLineInput,
  country: venueLineInput,
});

export const listEventsInput = z.strictObject(pageInput);
export type ListEventsInput = z.infer<typeof listEventsInput>;

export const listEventsOutput = pageShape(eventShape);
export type ListEventsOutput = z.infer<typeof listEventsOutput>;

/** An id or a slug, in any case. */
export const getEventInput = z.strictObject({
  event: z
    .string()
    .max(100)
    .toLowerCase()
    .regex(/^[a-z0-9-]+$/, "is neither an id nor a slug"),
});
export type GetEventInput = z.infer<typeof getEventInput>;

const ticketTypeFields = {
  name: nameInput,
  description: ticketTypeDescriptionInput.default(""),
  price: z.strictObject({
    amount: z.int().min(0).max(PRICE_AMOUNT_MAX),
    currency: z.literal("EUR"),
  }),
  capacity: z.int().min(0).max(CAPACITY_MAX),
  maxPerReservation: z.int().min(1).max(PER_RESERVATION_MAX).default(PER_RESERVATION_DEFAULT),
  salesStartAt: instantInput.nullish(),
  salesEndAt: instantInput.nullish(),
};

const SALES_ENDS_FIRST = { path: ["salesEndAt"], message: "is not after salesStartAt" };

/** Whether the sales window, as far as it has ends, is open at all. */
export function isSalesWindow({
  salesStartAt,
  salesEndAt,
}: {
  readonly salesStartAt?: string | null | undefined;
  readonly salesEndAt?: string | null | undefined;
}): boolean {
  return !salesStartAt || !salesEndAt || salesEndAt > salesStartAt;
}

export const newTicketTypeInput = z
  .strictObject(ticketTypeFields)
  .refine(isSalesWindow, SALES_ENDS_FIRST);
export type NewTicketType = z.infer<typeof newTicketTypeInput>;

export const createTicketTypeInput = z
  .strictObject({ eventId: idShape, ...ticketTypeFields })
  .refine(isSalesWindow, SALES_ENDS_FIRST);
export type CreateTicketTypeInput = z.infer<typeof createTicketTypeInput>;

/** What is absent stays as it is; null takes an end of the sales window away. */
export const updateTicketTypeInput = z.strictObject({
  ticketTypeId: idShape,
  name: ticketTypeFields.name.optional(),
  description: ticketTypeDescriptionInput.optional(),
  price: ticketTypeFields.price.optional(),
  capacity: ticketTypeFields.capacity.optional(),
  maxPerReservation: ticketTypeFields.maxPerReservation.unwrap().optional(),
  salesStartAt: ticketTypeFields.salesStartAt,
  salesEndAt: ticketTypeFields.salesEndAt,
});
export type UpdateTicketTypeInput = z.infer<typeof updateTicketTypeInput>;

export const createEventInput = z
  .strictObject({
    name: nameInput,
    slug: slugShape.optional(),
    description: descriptionInput.default(""),
    startsAt: instantInput,
    endsAt: instantInput.nullish(),
    timezone: timezoneInput,
    venue: venueInput.nullish(),
    ticketTypes: z.array(newTicketTypeInput).max(TICKET_TYPES_MAX),
  })
  .refine(({ startsAt, endsAt }) => !endsAt || endsAt >= startsAt, {
    path: ["endsAt"],
    message: "is before startsAt",
  });
export type CreateEventInput = z.infer<typeof createEventInput>;

/** What is absent stays as it is; null takes the end or the venue away. */
export const updateEventInput = z.strictObject({
  eventId: idShape,
  name: nameInput.optional(),
  slug: slugShape.optional(),
  description: descriptionInput.optional(),
  startsAt: instantInput.optional(),
  endsAt: instantInput.nullish(),
  timezone: timezoneInput.optional(),
  venue: venueInput.nullish(),
});
export type UpdateEventInput = z.infer<typeof updateEventInput>;

export const eventIdInput = z.strictObject({ eventId: idShape });

export const listOrganizerEventsInput = z.strictObject({
  status: eventStatusShape.optional(),
  ...pageInput,
});
export type ListOrganizerEventsInput = z.infer<typeof listOrganizerEventsInput>;

export const listOrganizerEventsOutput = pageShape(organizerEventShape);
export type ListOrganizerEventsOutput = z.infer<typeof listOrganizerEventsOutput>;
