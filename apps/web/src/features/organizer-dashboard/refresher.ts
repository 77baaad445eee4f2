/** Does something now and again, whenever it is asked to, and never twice at the same time. */
export interface Refresher {
  /** Asks for it; asked while it is under way, it is done once more afterwards. */
  readonly request: () => void;
  /** Ends it: nothing is begun after this. */
  readonly stop: () => void;
}

/**
 * Makes a refresher that rests between two rounds, so that a sale of hundreds a second does not ask
 * the server hundreds of times, and yet what happened last is always seen.
 *
 * @param refresh one round; it must not reject
 * @param restMs from the end of a round to the beginning of the next one
 */
export function createRefresher(refresh: () => Promise<unknown>, restMs: number): Refresher {
  let isBusy = false;
  let isDue = false;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function request(): void {
    isDue = true;
    if (!isBusy && !isOver) void round();
  }

  async function round(): Promise<void> {
    isBusy = true;
    isDue = false;
    await refresh();
    if (isOver) return;
    timer = setTimeout(() => {
      isBusy = false;
      if (isDue) request();
    }, restMs);
  }

  return {
    request,
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
