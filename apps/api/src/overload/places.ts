/** Counts what is open, over all and for each client. */
export interface Places {
  readonly open: number;
  /**
   * Takes places, and gives how to leave them, once; undefined when there are not as many.
   *
   * @param client who may have only a part of them; undefined for one that stands for many.
   */
  take(client: string | undefined, count?: number): (() => void) | undefined;
}

/**
 * @param options.total how many there are.
 * @param options.perClient how many of them one client may have.
 */
export function createPlaces({
  total,
  perClient,
}: {
  readonly total: number;
  readonly perClient: number;
}): Places {
  const byClient = new Map<string, number>();
  let open = 0;
  const takeOwn = (client: string, count: number): boolean => {
    const own = byClient.get(client) ?? 0;
    if (own + count > perClient) return false;
    byClient.set(client, own + count);
    return true;
  };
  const leaveOwn = (client: string, count: number): void => {
    const left = (byClient.get(client) ?? count) - count;
    if (left > 0) byClient.set(client, left);
    else byClient.delete(client);
  };
  return {
    get open() {
      return open;
    },
    take(client, count = 1) {
      if (open + count > total) return undefined;
      if (client !== undefined && !takeOwn(client, count)) return undefined;
      open += count;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        open -= count;
        if (client !== undefined) leaveOwn(client, count);
      };
    },
  };
}
