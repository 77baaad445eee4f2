import { createPlaces } from "./places.ts";

/** As many calls as may hope to begin in the time for which they wait. */
const WAITING_MAX = 300;
/** So many of them may be one client's. */
const WAITING_OF_CLIENT_MAX = WAITING_MAX / 4;
/** Of the two seconds in which each is answered; what is left of them is for the answer itself. */
const WAIT_MS_MAX = 700;
/** In a window so short nobody has come as far as to ask for a connection yet. */
const PACE_MS = 5;
/** Calls that may stand before the connections for others to be let go there too. */
const STANDING_MAX = 6;

/** Whoever waits, and what becomes of it. */
interface Waiting {
  readonly untilMs: number;
  readonly calls: number;
  readonly go: () => void;
  readonly refuse: () => void;
  readonly leave: () => void;
}

/** A request of buyers' calls. */
export interface GateCall extends Pick<Waiting, "calls" | "go" | "refuse"> {
  /** Who may have only a part of the places; undefined for one that stands for many. */
  readonly client: string | undefined;
}

/** What the gate looks at of the buyers' connections. */
export interface GatePressure {
  /** How many wait for one of them. */
  standing(): number;
  /** How many of them nobody has. */
  free(): number;
}

/** Where calls of buyers wait for their turn. */
export interface BuyerGate {
  /** Calls, each of a batch counted. */
  readonly waiting: number;
  /**
   * Calls `go`, now or when it is its turn, or `refuse` when that takes too long; one of them, once.
   *
   * @returns gives the place back of one that is gone; then neither is called.
   */
  enter(call: GateCall): () => void;
}

/**
 * Lets calls of buyers begin only as fast as their connections take them up. Who has begun to pay
 * comes back for a connection several times; were the ones who come new let in front of them, a
 * charge could be made and not be written down in time. Who waits here has done nothing yet, and may
 * be told to come again.
 */
export function createBuyerGate(
  pressure: GatePressure,
  now: () => number = () => performance.now(),
): BuyerGate {
  const queue = new Set<Waiting>();
  const places = createPlaces({ total: WAITING_MAX, perClient: WAITING_OF_CLIENT_MAX });
  let paceEndsMs = Number.NEGATIVE_INFINITY;
  let passes = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = (nowMs: number): void => {
    paceEndsMs = nowMs + PACE_MS;
    passes = 0;
  };
  const mayPass = (calls: number): boolean => {
    const standing = pressure.standing();
    const passesMax = pressure.free() + STANDING_MAX - standing;
    if (standing >= STANDING_MAX) return false;
    // A batch may be larger than any window, and has one for itself then.
    if (passes > 0 && passes + calls > passesMax) return false;
    passes += calls;
    return true;
  };
  const take = (one: Waiting): void => {
    queue.delete(one);
    one.leave();
    if (queue.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    const nowMs = now();
    // However late the timer is, or early by the clock: whoever had passed has been taken up.
    begin(nowMs);
    for (const first of queue) {
      const isLate = first.untilMs <= nowMs;
      if (!isLate && !mayPass(first.calls)) return;
      take(first);
      if (isLate) first.refuse();
      else first.go();
    }
  };
  return {
    get waiting() {
      return places.open;
    },
    enter({ client, calls, go, refuse }) {
      const nowMs = now();
      if (nowMs >= paceEndsMs) begin(nowMs);
      if (queue.size === 0 && mayPass(calls)) {
        go();
        return () => undefined;
      }
      const leave = places.take(client, calls);
      if (leave === undefined) {
        refuse();
        return () => undefined;
      }
      const one = { untilMs: nowMs + WAIT_MS_MAX, calls, go, refuse, leave };
      queue.add(one);
      timer ??= setInterval(look, PACE_MS);
      return () => take(one);
    },
  };
}
