/** Clients whose calls are counted apart in a process's memory within one window. */
const CLIENTS_MAX = 50_000;
/** Shared by all who come after them. */
const SHARED_NAMES = 1_024;

/**
 * Names whom a call is counted against, such that there are never more names than memory for their
 * counts: a flood of addresses ends up sharing a thousand of them.
 *
 * @param windowMs how long a name counts.
 * @param now milliseconds of a clock that nobody sets.
 */
export function createClientNames(
  windowMs: number,
  { clientsMax = CLIENTS_MAX, now = () => performance.now() } = {},
): (client: string) => string {
  const known = new Set<string>();
  let endsAtMs = Number.NEGATIVE_INFINITY;
  return (client) => {
    const nowMs = now();
    if (nowMs >= endsAtMs) {
      known.clear();
      endsAtMs = nowMs + windowMs;
    }
    if (known.has(client)) return client;
    if (known.size >= clientsMax) return `others-${hashOf(client) % SHARED_NAMES}`;
    known.add(client);
    return client;
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
