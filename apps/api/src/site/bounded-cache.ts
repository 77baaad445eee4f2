/** Keeps what was used last. */
export interface BoundedCache<Value> {
  /** What is kept under the key, or else what `make` makes, which is kept from then on. */
  get(key: string, make: () => Promise<Value>): Promise<Value>;
}

/**
 * A cache that forgets what was not asked for longest. Those who ask for the same at once share one
 * making; one that fails is not kept.
 *
 * @param sizeMax entries at most
 */
export function createBoundedCache<Value>(sizeMax: number): BoundedCache<Value> {
  const entries = new Map<string, Promise<Value>>();
  return {
    get(key, make) {
      const kept = entries.get(key);
      const value = kept ?? make();
      entries.delete(key);
      entries.set(key, value);
      if (kept === undefined) {
        value.catch(() => {
          if (entries.get(key) === value) entries.delete(key);
        });
        for (const oldest of entries.keys()) {
          if (entries.size <= sizeMax) break;
          entries.delete(oldest);
        }
      }
      return value;
    },
  };
}
