import type { DomainContext } from "../context.ts";
import { type AvailabilitySnapshot, sameFigures } from "./availability-reader.ts";
import { readAvailabilitySnapshot } from "./read-availability.ts";
import type { Availability } from "./shapes.ts";

/**
 * What is available of an event: at once, and then whenever it changes, at most 5 times a second,
 * until `signal` aborts. A slow reader skips to the newest.
 *
 * @throws {DomainError} NOT_FOUND for a draft or an unknown event.
 */
export async function* watchAvailability(
  ctx: Pick<DomainContext, "availabilityReader" | "availabilityFeed">,
  input: { eventId: string },
  signal: AbortSignal,
): AsyncGenerator<Availability, void, undefined> {
  const first = await readAvailabilitySnapshot(ctx, input);
  yield first.availability;
  let newest: AvailabilitySnapshot = first;
  let sent: AvailabilitySnapshot = first;
  let wake = (): void => undefined;
  const stopped = AbortSignal.any([signal, ctx.availabilityFeed.closing]);
  const unsubscribe = ctx.availabilityFeed.subscribe(first, (snapshot) => {
    if (sameFigures(snapshot.availability, newest.availability)) return;
    newest = snapshot;
    wake();
  });
  const stop = (): void => wake();
  stopped.addEventListener("abort", stop);
  try {
    while (!stopped.aborted) {
      if (newest === sent) await new Promise<void>((resolve) => (wake = resolve));
      else {
        sent = newest;
        yield newest.availability;
      }
    }
  } finally {
    unsubscribe();
    stopped.removeEventListener("abort", stop);
  }
}
