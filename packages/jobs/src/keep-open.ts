import { setTimeout as pause } from "node:timers/promises";

const PAUSE_FIRST_MS = 250;
const PAUSE_MAX_MS = 5_000;

export interface Opened<Resource> {
  readonly resource: Resource;
  /** Rejects when this resource will never work. */
  readonly ready: Promise<unknown>;
  close(): Promise<void>;
}

export interface KeptOpen<Resource> {
  /** The resource, once it is ready. */
  current(): Resource | undefined;
  close(): Promise<void>;
}

/**
 * Opens a resource, and another one after a growing pause for as long as its first connection
 * fails: BullMQ remembers a failed first connection for good, and every later call fails with it.
 *
 * @param onFailure told of each failed attempt.
 */
export function keepOpen<Resource>(
  open: () => Opened<Resource>,
  onFailure: (error: unknown) => void,
): KeptOpen<Resource> {
  const closing = new AbortController();
  let opened: Opened<Resource> | undefined;
  let isReady = false;

  const settle = async (): Promise<void> => {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      const candidate = open();
      opened = candidate;
      try {
        await candidate.ready;
        isReady = true;
        return;
      } catch (error) {
        if (closing.signal.aborted) return;
        onFailure(error);
        await candidate.close().catch(onFailure);
        await interruptiblePause(attempt, closing.signal);
      }
    }
  };
  void settle();

  return {
    current: () => (isReady ? opened?.resource : undefined),
    async close() {
      closing.abort();
      isReady = false;
      await opened?.close();
    },
  };
}

async function interruptiblePause(attempt: number, signal: AbortSignal): Promise<void> {
  const pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS * 2 ** Math.min(attempt, 10));
  // Interrupted when it is closed; the loop's own condition then ends it.
  await pause(pauseMs, undefined, { signal }).catch(() => undefined);
}
