import { instantOfLocal, localOfInstant } from "../../format/temporal.ts";

/** Why a local time is no instant: it cannot be read, or the clocks skip it. */
type NoInstant = "time" | "gap";

/**
 * The instant that a local time means. Of a time that comes twice the first is meant.
 *
 * @param local as `<input type="datetime-local">` gives it
 * @param timezone an IANA name
 */
export async function readLocalTime(
  local: string,
  timezone: string,
): Promise<{ readonly at: string } | { readonly problem: NoInstant }> {
  try {
    const at = await instantOfLocal(local, timezone);
    const minute = local.slice(0, "2026-11-14T20:00".length);
    // A skipped time is moved on by the gap, so it is not what clocks there then show.
    return (await localOfInstant(at, timezone)) === minute ? { at } : { problem: "gap" };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "time" };
    throw error;
  }
}
