/** About 3 ms of work: what others that share the event loop may have to wait. */
const SENDS_PER_TURN = 200;

/** Does it soon, in order, with everything else that the process does in between. */
export type Later = (send: () => void) => void;

/** Spreads the writes of one change to thousands of sockets over turns of the event loop. */
export function createFanOut(): Later {
  let waiting: (() => void)[] = [];
  let next = 0;
  const pump = (): void => {
    const turn = waiting.slice(next, next + SENDS_PER_TURN);
    next += turn.length;
    for (const send of turn) send();
    if (next < waiting.length) {
      setImmediate(pump);
      return;
    }
    waiting = [];
    next = 0;
  };
  return (send) => {
    if (waiting.length === 0) setImmediate(pump);
    waiting.push(send);
  };
}
