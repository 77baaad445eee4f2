import type { Fault, Plan } from "@stampede/testing/history/plan";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { playBuyer } from "./buyer.ts";
import { cancelling } from "./cancel-event.ts";
import { insistOn, untilKnown } from "./intent.ts";
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

const CALLS_MS_MAX = 60_000;
/** Each look is a connection. */
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
  const meanwhile = { recorder, signal: playing.signal };
  const [intents] = await Promise.all([
    buyers.finally(() => playing.abort()),
    cancelAmid(plan, market, meanwhile),
    strikeAll(plan, ground, meanwhile),
  ]);
  // Their charges are over with their calls; nobody waits here for the time after which they must be.
  await query(
    ground.databaseUrl,
    "UPDATE payments SET next_check_at = clock_timestamp() WHERE status = 'pending'",
  );
  await untilNone(ground, "payments WHERE status = 'pending'");
  await Promise.all(intents.flat().map(untilKnown));
  await untilNone(ground, "reservations WHERE status IN ('held', 'paying')");
  if (plan.cancellation === undefined) return recorder;
  await untilNone(ground, "reservations WHERE status IN ('paid', 'refunding')");
  return recorder;
}

/** What goes on while buyers play. */
interface Meanwhile {
  readonly recorder: Recorder;
  /** When they are done. */
  readonly signal: AbortSignal;
}

/** Cancels the event where the plan says so, at the latest when the last buyer is done. */
async function cancelAmid(
  { cancellation }: Plan,
  market: Market,
  { recorder, signal }: Meanwhile,
): Promise<void> {
  if (cancellation === undefined) return;
  await untilCalls(recorder, cancellation.afterCalls, signal);
  const intent = cancelling(market);
  await insistOn(intent, cancellation.process);
  // A fault may keep it from its answer for longer than a buyer asks; it is to happen amid the calls.
  await untilKnown(intent);
}

async function strikeAll(
  { faults }: Plan,
  { strike }: Ground,
  { recorder, signal }: Meanwhile,
): Promise<void> {
  for (const { fault, afterCalls } of faults) {
    await untilCalls(recorder, afterCalls, signal);
    // Nobody would notice any more.
    if (signal.aborted) return;
    await strike(fault);
  }
}

async function untilCalls(
  recorder: Recorder,
  afterCalls: number,
  signal: AbortSignal,
): Promise<void> {
  await waitFor(() => recorder.begun() >= afterCalls || signal.aborted, {
    timeoutMs: CALLS_MS_MAX,
    describe: `call ${afterCalls}`,
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
