import { setTimeout as pause } from "node:timers/promises";

/** The least time from the beginning of one load to that of the next of the same key. */
const LOAD_INTERVAL_MS = 5;

interface Load<Value> {
  /** The newest load that has begun, with the pause behind it. */
  busy: Promise<unknown>;
  /** The one that begins after it; whoever asks until then shares it. */
  next: Promise<Value> | undefined;
}

/**
 * Loads for a crowd: at most one load of a key every 5 ms, however many ask. None is given what was
 * loaded before it asked, so everybody sees what was committed before.
 *
 * @param load what is asked for, by its key.
 */
export function shareLoads<Value>(
  load: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const loads = new Map<string, Load<Value>>();

  const forget = async (key: string, entry: Load<Value>, busy: Promise<unknown>): Promise<void> => {
    await busy;
    if (entry.busy === busy && entry.next === undefined) loads.delete(key);
  };
  const begin = (key: string, entry: Load<Value>): Promise<Value> => {
    entry.next = undefined;
    const loading = load(key);
    const busy = Promise.allSettled([loading, pause(LOAD_INTERVAL_MS, undefined, { ref: false })]);
    entry.busy = busy;
    void forget(key, entry, busy);
    return loading;
  };

  return (key) => {
    const entry = loads.get(key);
    if (entry !== undefined) {
      entry.next ??= entry.busy.then(() => begin(key, entry));
      return entry.next;
    }
    const fresh: Load<Value> = { busy: Promise.resolve(), next: undefined };
    loads.set(key, fresh);
    return begin(key, fresh);
  };
}
