import type { Outcome } from "@stampede/testing/history/history";
import { waitFor } from "@stampede/testing/wait-for";

/** Makes a call at a process, again with the same effect, and tells what became of it. */
export type Attempt = (process: number) => Promise<Outcome<unknown>>;

/** A call that may be made again until its outcome is known. */
export interface Intent {
  readonly attempt: Attempt;
  isKnown: boolean;
}

const ATTEMPTS_MAX = 3;
const KNOWN_MS_MAX = 60_000;
/** Each look is a call. */
const POLL_MS = 200;

/** Tries other processes while no answer comes; a gateway's silence is an answer for now. */
export async function insistOn(intent: Intent, first: number): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const outcome = await intent.attempt(first + attempt);
    intent.isKnown ||= outcome.kind !== "unknown";
    if (outcome.kind !== "unknown" || outcome.reason === "PAYMENT_PENDING") return;
  }
}

/** Makes the call again until its outcome is known; not at all where it is. */
export async function untilKnown(intent: Intent): Promise<void> {
  if (intent.isKnown) return;
  let process = 0;
  await waitFor(async () => (await intent.attempt(process++)).kind !== "unknown", {
    timeoutMs: KNOWN_MS_MAX,
    pollMs: POLL_MS,
    describe: "the outcome of a call to be known",
  });
}
