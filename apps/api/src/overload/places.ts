/** Counts what is open, over all and for each client. */
export interface Places {
  readonly open: number;
  /**
   * Takes a place, and gives how to leave it, once; undefined when all are taken.
   *
   * @param client who may have only a part of them; undefined for one that stands for many.
   */
  take(client: string | undefined): (() => void) | undefined;
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
  const takeOwn = (client: string): boolean => {
    const own = byClient.get(client) ?? 0;
    if (own >= perClient) return false;
    byClient.set(client, own + 1);
    return true;
  };
  const leaveOwn = (client: string): void => {
    const left = (byClient.get(client) ?? 1) - 1;
    if (left > 0) byClient.set(client, left);
    else byClient.delete(client);
  };
  return {
    get open() {
      return open;
    },
    take(client) {
      if (open >= total || (client !== undefined && !takeOwn(client))) return undefined;
      open += 1;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        open -= 1;
        if (client !== undefined) leaveOwn(client);
      };
    },
  };
}
