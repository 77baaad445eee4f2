/** Calls that wait; as many as there may be under way. */
const WAITING_MAX = 2_000;
/** With what a database that is out of reach takes on top it stays under 2 s. */
const WAIT_MS_MAX = 700;
/** In a window so short nobody has come as far as to ask for a connection yet. */
const PACE_MS = 5;
const PASSES_IN_PACE_MAX = 6;
/** Calls that may stand before the connections for others to be let go there too. */
const STANDING_MAX = 6;

/** Whoever waits, and what becomes of it. */
interface Waiting {
  readonly untilMs: number;
  readonly go: () => void;
  readonly refuse: () => void;
}

/** Where calls of buyers wait for their turn. */
export interface BuyerGate {
  readonly waiting: number;
  /** Calls `go`, now or when it is its turn, or `refuse` when that takes too long; one of them, once. */
  enter(go: () => void, refuse: () => void): void;
}

/**
 * Lets calls of buyers begin only as fast as their connections take them up. Who has begun to pay
 * comes back for a connection several times; were the ones who come new let in front of them, a
 * charge could be made and not be written down in time. Who waits here has done nothing yet, and may
 * be told to come again.
 *
 * @param standing how many wait for one of the connections.
 */
export function createBuyerGate(
  standing: () => number,
  now: () => number = () => performance.now(),
): BuyerGate {
  const queue: Waiting[] = [];
  let paceEndsMs = Number.NEGATIVE_INFINITY;
  let passes = 0;
  let timer: NodeJS.Timeout | undefined;

  const mayPass = (nowMs: number): boolean => {
    if (nowMs >= paceEndsMs) {
      paceEndsMs = nowMs + PACE_MS;
      passes = 0;
    }
    if (passes >= PASSES_IN_PACE_MAX || standing() >= STANDING_MAX) return false;
    passes++;
    return true;
  };
  const look = (): void => {
    const nowMs = now();
    while (queue[0] !== undefined && queue[0].untilMs <= nowMs) queue.shift()?.refuse();
    while (queue.length > 0 && mayPass(nowMs)) queue.shift()?.go();
    if (queue.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    get waiting() {
      return queue.length;
    },
    enter(go, refuse) {
      const nowMs = now();
      if (queue.length === 0 && mayPass(nowMs)) go();
      else if (queue.length >= WAITING_MAX) refuse();
      else {
        queue.push({ untilMs: nowMs + WAIT_MS_MAX, go, refuse });
        timer ??= setInterval(look, PACE_MS);
      }
    },
  };
}
