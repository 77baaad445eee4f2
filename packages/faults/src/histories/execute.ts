import type { Fault, Plan } from "@stampede/testing/history/plan";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { type Intent, playBuyer } from "./buyer.ts";
import type { Market } from "./market.ts";
import { createRecorder, type Recorder } from "./recorder.ts";

/** Where a plan is carried out. */
export interface Ground {
  readonly databaseUrl: string;
  readonly event: Market["event"];
  /** Taken in turn when the number is larger than there are processes. */
  readonly urlOf: (process: number) => string;
  /** Brings a fault about, and ends it. */
  readonly strike: (fault: Fault) => Promise<void>;
}

const KNOWN_MS_MAX = 60_000;
/** Each look is a call, or a connection. */
const POLL_MS = 200;
const OVER_MS_MAX = 60_000;

/**
 * Carries a plan out: all buyers at once, each step by step, and the faults in between. What is
 * unknown at the end is asked again under its key until it is known; then everything that is held
 * or being paid comes to its end.
 */
export async function execute(plan: Plan, ground: Ground): Promise<Recorder> {
  const recorder = createRecorder();
  const { event, urlOf } = ground;
  const market: Market = { recorder, event, urlOf, mine: new Map() };
  const playing = new AbortController();
  const buyers = Promise.all(plan.buyers.map((steps, buyer) => playBuyer(market, buyer, steps)));
  const faults = strikeAll(plan, ground, { recorder, signal: playing.signal });
  const [intents] = await Promise.all([buyers.finally(() => playing.abort()), faults]);
  // Their charges are over with their calls; nobody waits here for the time after which they must be.
  await query(
    ground.databaseUrl,
    "UPDATE payments SET next_check_at = clock_timestamp() WHERE status = 'pending'",
  );
  await untilNone(ground, "payments WHERE status = 'pending'");
  await Promise.all(intents.flat().map(untilKnown));
  await untilNone(ground, "reservations WHERE status IN ('held', 'paying')");
  return recorder;
}

async function strikeAll(
  { faults }: Plan,
  { strike }: Ground,
  { recorder, signal }: { recorder: Recorder; signal: AbortSignal },
): Promise<void> {
  for (const { fault, afterCalls } of faults) {
    await waitFor(() => recorder.begun() >= afterCalls || signal.aborted, {
      timeoutMs: KNOWN_MS_MAX,
      describe: `call ${afterCalls}`,
    });
    // Nobody would notice any more.
    if (signal.aborted) return;
    await strike(fault);
  }
}

async function untilKnown(intent: Intent): Promise<void> {
  if (intent.isKnown) return;
  let process = 0;
  await waitFor(async () => (await intent.attempt(process++)).kind !== "unknown", {
    timeoutMs: KNOWN_MS_MAX,
    pollMs: POLL_MS,
    describe: "the outcome of a call to be known",
  });
}

async function untilNone({ databaseUrl }: Ground, rows: string): Promise<void> {
  const look = `SELECT FROM ${rows} LIMIT 1`;
  await waitFor(async () => (await query(databaseUrl, look)).length === 0, {
    timeoutMs: OVER_MS_MAX,
    pollMs: POLL_MS,
    describe: `an end to all ${rows}`,
  });
}
