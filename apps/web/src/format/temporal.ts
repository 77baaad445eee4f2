/**
 * Temporal: the browser's own, or where it has none the polyfill, which is loaded only then. It is
 * for what `Intl` cannot do: reading a local time in a timezone.
 */
async function loadTemporal(): Promise<typeof Temporal> {
  if ("Temporal" in globalThis) return Temporal;
  const polyfill = await import("temporal-polyfill");
  return polyfill.Temporal;
}

/**
 * The instant at which clocks in a timezone show a local time. A time that a change of clocks skips
 * is moved on by the gap; of one that comes twice the first is meant.
 *
 * @param local as `<input type="datetime-local">` gives it: `2026-11-14T20:00`
 * @param timezone an IANA name
 * @returns ISO 8601, UTC, with milliseconds
 * @throws RangeError when it is no time, or there is no such timezone
 */
export async function instantOfLocal(local: string, timezone: string): Promise<string> {
  const { PlainDateTime } = await loadTemporal();
  const { epochMilliseconds } = PlainDateTime.from(local).toZonedDateTime(timezone);
  return new Date(epochMilliseconds).toISOString();
}

/** What clocks in a timezone show at an instant, for `<input type="datetime-local">`. */
export async function localOfInstant(at: string, timezone: string): Promise<string> {
  const { Instant } = await loadTemporal();
  const zoned = Instant.from(at).toZonedDateTimeISO(timezone);
  return zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
}
