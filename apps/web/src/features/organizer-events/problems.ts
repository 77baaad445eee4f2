import { isStampedeError } from "@stampede/client/errors";

import type { EventValues } from "./event-values.ts";

/** What can be wrong with a field. The texts say each in words, with a detail where there is one. */
export type Problem =
  | "required"
  | "tooLong"
  | "slug"
  | "slugTaken"
  | "time"
  | "year"
  | "gap"
  | "endBeforeStart"
  | "salesEndFirst"
  | "price"
  | "priceMax"
  | "wholeNumber"
  | "capacityTooSmall"
  | "refused";

type TicketTypeField = keyof EventValues["ticketTypes"][number];

/** The name of a field, as the form knows it. */
export type FieldName =
  | Exclude<keyof EventValues, "venue" | "ticketTypes">
  | `venue.${keyof EventValues["venue"]}`
  | `ticketTypes.${number}.${TicketTypeField}`;

/** What is wrong with one field. */
export interface FieldProblem {
  readonly field: FieldName;
  readonly problem: Problem;
  /** A number or a bound, for the text. */
  readonly detail?: string;
}

const EVENT_FIELDS = [
  "name",
  "slug",
  "description",
  "timezone",
  "startsAt",
  "endsAt",
] as const satisfies FieldName[];
const VENUE_FIELDS = ["name", "address", "city", "country"] as const;
const TICKET_TYPE_FIELDS = [
  "name",
  "description",
  "price",
  "capacity",
  "maxPerReservation",
  "salesStartAt",
  "salesEndAt",
] as const satisfies TicketTypeField[];

/**
 * What the server refused, at the fields that it is about.
 *
 * @param error what a call failed with
 * @param ticketType the place of the ticket type in the form, where the call was about one
 * @returns nothing where no field is at fault
 */
export function refusedFields(error: unknown, ticketType?: number): FieldProblem[] {
  if (!isStampedeError(error)) return [];
  if (error.reason === "CAPACITY_TOO_SMALL" && ticketType !== undefined) {
    const detail = String(error.details.reserved);
    return [{ field: `ticketTypes.${ticketType}.capacity`, problem: "capacityTooSmall", detail }];
  }
  if (error.reason !== "INVALID_INPUT") return [];
  return error.details.issues.flatMap(({ path, message }): FieldProblem[] => {
    const field = ticketType === undefined ? fieldAt(path) : ticketTypeFieldAt(ticketType, path[0]);
    return field === undefined ? [] : [{ field, ...problemAt(field, message) }];
  });
}

function fieldAt([first, second, third]: readonly (string | number)[]): FieldName | undefined {
  if (first === "ticketTypes") return ticketTypeFieldAt(Number(second), third);
  if (first === "venue") {
    const part = VENUE_FIELDS.find((name) => name === second) ?? "name";
    return `venue.${part}`;
  }
  return EVENT_FIELDS.find((name) => name === first);
}

function ticketTypeFieldAt(index: number, name: string | number | undefined) {
  const field = TICKET_TYPE_FIELDS.find((known) => known === name);
  const isPlace = Number.isInteger(index);
  return field === undefined || !isPlace ? undefined : (`ticketTypes.${index}.${field}` as const);
}

/** What the form looks at itself cannot be the reason, so these are what only the server knows. */
function problemAt(field: FieldName, message: string): Pick<FieldProblem, "problem" | "detail"> {
  if (field === "slug") return { problem: "slugTaken" };
  if (field === "endsAt") return { problem: "endBeforeStart" };
  if (field.endsWith(".salesEndAt")) return { problem: "salesEndFirst" };
  return { problem: "refused", detail: message };
}
