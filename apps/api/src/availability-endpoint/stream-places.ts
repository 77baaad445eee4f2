/**
 * Each takes a socket and a kernel buffer; beyond this another process serves more people than this
 * one more stream.
 */
const STREAMS_MAX = 10_000;
/** Whole companies and mobile carriers share an address; one browser keeps one stream a page. */
const STREAMS_PER_CLIENT_MAX = 2_000;

/** Counts the streams that are open. */
export interface StreamPlaces {
  readonly open: number;
  /** Takes a place, and gives how to leave it, once; undefined when all are taken. */
  take(client: string): (() => void) | undefined;
}

/**
 * @param options.total how many there are.
 * @param options.isFair whether one address may have only a part of them.
 */
export function createStreamPlaces({
  total = STREAMS_MAX,
  isFair,
}: {
  readonly total?: number | undefined;
  readonly isFair: boolean;
}): StreamPlaces {
  const byClient = new Map<string, number>();
  let open = 0;
  return {
    get open() {
      return open;
    },
    take(client) {
      const own = byClient.get(client) ?? 0;
      if (open >= total || (isFair && own >= STREAMS_PER_CLIENT_MAX)) return undefined;
      open += 1;
      byClient.set(client, own + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        open -= 1;
        const left = (byClient.get(client) ?? 1) - 1;
        if (left > 0) byClient.set(client, left);
        else byClient.delete(client);
      };
    },
  };
}
