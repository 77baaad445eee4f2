import { z } from "zod";

const NAME_LENGTH_MAX = 64;
/** Keeps out what is a time zone to the runtime, but no IANA name: offsets such as `+01:00`. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** An IANA time zone such as `Europe/Warsaw`, in any case, turned into its usual spelling. */
export const timezoneInput = z
  .string()
  .max(NAME_LENGTH_MAX)
  .refine((name) => usualSpelling(name) !== undefined, "is not an IANA time zone")
  .transform((name) => usualSpelling(name) ?? name);

function usualSpelling(name: string): string | undefined {
  if (!NAME.test(name)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
