import { z } from "zod";

/** Any earlier instant is a mistake, and zones before it were set by the sun. */
const EARLIEST_MS = Date.parse("1900-01-01T00:00:00.000Z");
/** What follows has no ISO 8601 form of four-digit years, which the database and callers expect. */
export const INSTANT_LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * An instant as callers may write it, ISO 8601 with `Z` or an offset, turned into the one form that
 * is shown: UTC with milliseconds.
 */
export const instantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => isInstant(Date.parse(text)), "lies outside the years 1900 to 9999")
  .transform((text) => new Date(text).toISOString());

/** Whether these milliseconds since 1970 are an instant that is accepted and can be stored. */
export function isInstant(milliseconds: number): boolean {
  return milliseconds >= EARLIEST_MS && milliseconds <= INSTANT_LATEST_MS;
}
