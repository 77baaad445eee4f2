import { unavailable } from "@stampede/domain/faults";

/** A frozen database must not keep a caller waiting longer than this, and one more look. */
const ANSWER_DEADLINE_MS = 1_600;
const LOOK_EVERY_MS = 50;

interface Waiting {
  readonly sinceMs: number;
  readonly giveUp: () => void;
}

const waiting = new Set<Waiting>();
let looks: NodeJS.Timeout | undefined;

/**
 * What only the database takes part in, in time. One timer looks after all calls, because a timer
 * of its own costs each as much as the rest of its being watched.
 *
 * @param sinceMs when its caller began to wait, for one that did before the call was begun.
 * @throws {DomainError} UNAVAILABLE when the database owes it too long; then the outcome is not known.
 */
export async function inTime<Result>(
  call: Promise<Result>,
  sinceMs: number = performance.now(),
): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const own: Waiting = { sinceMs, giveUp: () => reject(unavailable()) };
  waiting.add(own);
  looks ??= setInterval(giveUpOnLateOnes, LOOK_EVERY_MS);
  try {
    return await Promise.race([call, late]);
  } finally {
    waiting.delete(own);
  }
}

function giveUpOnLateOnes(): void {
  const nowMs = performance.now();
  for (const late of waiting) {
    if (nowMs - late.sinceMs < ANSWER_DEADLINE_MS) continue;
    waiting.delete(late);
    late.giveUp();
  }
  if (waiting.size > 0) return;
  clearInterval(looks);
  looks = undefined;
}
