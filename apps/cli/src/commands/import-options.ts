import { slugShape } from "@stampede/domain/events/slug";
import { timezoneInput } from "@stampede/domain/events/timezone";
import { parseTicketTypeOption } from "@stampede/domain/import/ticket-type-option";
import { lineShape } from "@stampede/domain/shapes";
import { InvalidArgumentError } from "commander";
import type { z } from "zod";

const NAME_LENGTH_MAX = 200;
const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;

type TicketType = ReturnType<typeof parseTicketTypeOption>;

/** Reads the value of `--organizer`. */
export const organizerSlug = (value: string): string => checked(slugShape, value);

/** Reads the value of `--organizer-name`. */
export const organizerName = (value: string): string => checked(lineShape(NAME_LENGTH_MAX), value);

/** Reads the value of `--timezone`. */
export const timezone = (value: string): string => checked(timezoneInput, value);

/** Reads the value of `--start-time`. */
export function startTime(value: string): string {
  if (!TIME_OF_DAY.test(value))
    throw new InvalidArgumentError("It is written HH:MM, such as 19:30.");
  return value;
}

/** Reads one more `--ticket-type`. */
export function ticketType(value: string, earlier: readonly TicketType[] = []): TicketType[] {
  try {
    return [...earlier, parseTicketTypeOption(value)];
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function checked(shape: z.ZodType<string>, value: string): string {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues.map((issue) => issue.message).join("; "));
}
