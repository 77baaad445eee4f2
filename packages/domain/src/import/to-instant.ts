const ISO_8601 =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<offset>Z|[+-]\d{2}:?\d{2})?)?$/iu;

/** What completes a date or a time that does not say all. */
export interface InstantRule {
  /** IANA name; for what has no offset of its own. */
  readonly timezone: string;
  /** `HH:MM`, local; for a date without a time. */
  readonly timeOfDay: string;
}

/**
 * The instant of an ISO 8601 date or date and time. A time that a change of clocks skips is moved
 * on by the length of the gap; of a time that comes twice the earlier is meant.
 *
 * @returns null when it is not such a date, or not one of the calendar.
 */
export function toInstant(value: string, rule: InstantRule): Date | null {
  const parts = ISO_8601.exec(value)?.groups;
  if (parts === undefined) return null;
  const { date = "", time = rule.timeOfDay, offset } = parts;
  try {
    if (offset !== undefined) {
      return new Date(Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds);
    }
    const local = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: "reject" });
    const zoned = local.toZonedDateTime(rule.timezone, { disambiguation: "compatible" });
    return new Date(zoned.epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
