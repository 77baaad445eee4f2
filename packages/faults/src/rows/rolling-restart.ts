import { reservationShape } from "@stampede/domain/reservations/shapes";
import type { Reply } from "@stampede/testing/procedure-call";
import type { AppProcess } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import type { Row } from "../row.ts";
import { expectThat, keepMax } from "../stage/findings.ts";
import {
  type Call,
  call,
  heldOf,
  openSale,
  type Path,
  payCall,
  reserveCall,
} from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const BUYERS = 6;
const CAPACITY = 100_000;
/** A request that the server had begun would be cut later than this: at the end of its drain. */
const RESET_MS_MAX = 2_000;
const DRAIN_MS_MAX = 10_000;
const SERVED_MS_MAX = 40_000;
const TIMES = { short: 1, full: 4 };
const NOT_TAKEN = new Set(["ECONNREFUSED", "ECONNRESET", "UND_ERR_SOCKET"]);

/** Where a buyer is served, and how often that was. */
interface Place {
  at: number;
  served: number;
}

export const rollingRestart: Row = {
  name: "rolling-restart",
  fault: "SIGTERM under load, rolling restart",
  promise: "no failed request; drained in 10 s",
  async run(stage) {
    const { findings, scale } = stage;
    const databaseUrl = await stage.database();
    const apps = [await stage.api(databaseUrl), await stage.api(databaseUrl)];
    const places = Array.from({ length: BUYERS }, (_, buyer) => ({ at: buyer % 2, served: 0 }));
    const sale = await openSale(apps[0]?.url ?? "", CAPACITY);
    const closing = new AbortController();
    const buyers = places.map(async (place) => {
      while (!closing.signal.aborted) {
        const mine = heldOf(await send(apps, place, "reservations.create", reserveCall(sale)));
        const reply = await send(apps, place, "reservations.pay", payCall(mine));
        expectThat(findings, reply.ok(reservationShape).status === "paid", "a buyer has not paid");
        findings.operations += 2;
        place.served++;
      }
    });
    const crowd = Promise.all(buyers);
    crowd.catch(() => undefined);
    try {
      for (let time = 0; time < TIMES[scale] * apps.length; time++) {
        // Every connection is taken up: the kernel resets one that waits when a server stops.
        await Promise.race([servedAgain(places), crowd]);
        await restart(stage, { apps, index: time % apps.length, databaseUrl });
      }
    } finally {
      closing.abort();
      await crowd;
    }
  },
};

/**
 * A load balancer: it goes elsewhere, with the same key, when a connection is refused, or when one
 * that lay idle is closed at the moment in which it is used.
 */
async function send(
  apps: readonly AppProcess[],
  place: Place,
  path: Path,
  options: Call,
): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    const sentAt = performance.now();
    try {
      return await call(apps[place.at]?.url ?? "", path, options);
    } catch (error) {
      const wasLost = performance.now() - sentAt > RESET_MS_MAX;
      if (attempt === apps.length || wasLost || !wasNotTaken(error)) throw error;
      place.at = 1 - place.at;
    }
  }
}

function wasNotTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  return cause instanceof Error && "code" in cause && NOT_TAKEN.has(String(cause.code));
}

function servedAgain(places: readonly Place[]): Promise<unknown> {
  const before = places.map(({ served }) => served);
  return waitFor(() => places.every(({ served }, buyer) => served > (before[buyer] ?? 0) + 1), {
    timeoutMs: SERVED_MS_MAX,
    describe: "every buyer to be served",
  });
}

async function restart(
  stage: Stage,
  { apps, index, databaseUrl }: { apps: AppProcess[]; index: number; databaseUrl: string },
): Promise<void> {
  const { findings } = stage;
  const app = apps[index];
  if (app === undefined) throw new RangeError(`there is no process ${index}`);
  const startedAt = performance.now();
  await app.kill("SIGTERM");
  const ms = performance.now() - startedAt;
  keepMax(findings, "longest drain (ms)", ms);
  expectThat(findings, ms < DRAIN_MS_MAX, `draining took ${ms} ms`);
  expectThat(findings, (await app.exited) === 0, "a process did not end in order");
  apps[index] = await stage.api(databaseUrl, { PORT: String(app.port) });
}
