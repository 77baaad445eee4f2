import { eventsOf } from "@stampede/testing/events-of";
import type { Outcome } from "@stampede/testing/history/history";
import { type AvailabilityReply, availabilityReply } from "@stampede/testing/history/replies";

const FIRST_MS_MAX = 5_000;

/** Opens a stream of availability and reads its first figures. */
export async function watchOnce(
  url: string,
  eventId: string,
): Promise<{ invokedAt: number; answeredAt: number; outcome: Outcome<AvailabilityReply> }> {
  const address = new URL("/trpc/events.watchAvailability", url);
  address.searchParams.set("input", JSON.stringify({ eventId }));
  const invokedAt = Date.now();
  const outcome = await firstFigures(address).catch(() => NO_ANSWER);
  return { invokedAt, answeredAt: Date.now(), outcome };
}

const NO_ANSWER = { kind: "unknown", reason: "NETWORK" } as const;

async function firstFigures(address: URL): Promise<Outcome<AvailabilityReply>> {
  const headers = { accept: "text/event-stream" };
  const signal = AbortSignal.timeout(FIRST_MS_MAX);
  for await (const { event, data } of eventsOf(await fetch(address, { headers, signal }))) {
    if (event === "message")
      return { kind: "ok", reply: availabilityReply.parse(JSON.parse(data)) };
  }
  return NO_ANSWER;
}
