import { clockOffBy } from "@stampede/testing/clock-skew";
import type { Row } from "../row.ts";
import { expectExpiry, SHORT_HOLDS } from "../stage/expiry.ts";
import { expectThat } from "../stage/findings.ts";
import { heldOf, insist, openSale, payCall, reserveCall } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const TEN_MINUTES_MS = 600_000;
const PLAUSIBLE_MS_MAX = 60_000;

type Queue = "redis" | "postgres";
type Skew = { readonly apiMs: number; readonly workerMs: number; readonly queue: Queue };

const SKEWS: readonly Skew[] = [
  { apiMs: TEN_MINUTES_MS, workerMs: -TEN_MINUTES_MS, queue: "redis" },
  { apiMs: -TEN_MINUTES_MS, workerMs: TEN_MINUTES_MS, queue: "postgres" },
  { apiMs: 0, workerMs: TEN_MINUTES_MS, queue: "redis" },
  { apiMs: 0, workerMs: -TEN_MINUTES_MS, queue: "postgres" },
  { apiMs: TEN_MINUTES_MS, workerMs: 0, queue: "postgres" },
  { apiMs: -TEN_MINUTES_MS, workerMs: 0, queue: "redis" },
];
const SKEWS_OF = { short: SKEWS.slice(0, 2), full: SKEWS };

// With a wrong clock alarms go off far too early or far too late; the sweep is what is left.
export const clocks: Row = {
  name: "clocks",
  fault: "clocks of API or worker off by ±10 min",
  promise: "none expires early",
  async run(stage) {
    await Promise.all(SKEWS_OF[stage.scale].map((skew) => tryWith(stage, skew)));
  },
};

async function tryWith(stage: Stage, { apiMs, workerMs, queue }: Skew): Promise<void> {
  const { findings } = stage;
  const databaseUrl = await stage.database();
  const env = await queueOf(stage, queue);
  const worker = await stage.worker(databaseUrl, { ...env, ...clockOffBy(workerMs) });
  const shownMs = Date.parse(/"time":"([^"]+)"/.exec(worker.output())?.[1] ?? "");
  const isOff = Math.abs(shownMs - workerMs - Date.now()) < PLAUSIBLE_MS_MAX;
  expectThat(findings, isOff, `the worker's clock shows ${shownMs}`);
  const api = await stage.api(databaseUrl, { ...env, ...SHORT_HOLDS, ...clockOffBy(apiMs) });
  const sale = await openSale(api.url, 1);
  await expectExpiry(findings, { url: api.url, databaseUrl, sale });
  // While it lasts it is not taken for over either.
  const mine = heldOf(await insist(() => api.url, "reservations.create", reserveCall(sale)));
  const paid = await insist(() => api.url, "reservations.pay", payCall(mine));
  expectThat(findings, paid.status === 200, `a hold that lasts could not be paid: ${paid.text}`);
  findings.operations += 2;
}

async function queueOf(stage: Stage, queue: Queue) {
  return queue === "postgres"
    ? { QUEUE_BACKEND: queue, REDIS_URL: undefined }
    : { QUEUE_BACKEND: queue, REDIS_URL: (await stage.redis()).url };
}
