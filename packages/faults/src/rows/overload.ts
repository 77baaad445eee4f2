import { setTimeout as pause } from "node:timers/promises";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import type { Row } from "../row.ts";
import { expectThat, keepMax } from "../stage/findings.ts";
import { payAtLast } from "../stage/paying.ts";
import { call, type Held, heldOf, insist, openSale, reserveCall } from "../stage/shop.ts";
import type { Sale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const CAPACITY = 1_000_000;
/** Buyers one after the other in so many places, which is what the peak is of. */
const PLACES = 48;
const FACTOR = 5;
const SECONDS = { short: 2, full: 15 };
const WARM_SECONDS = { short: 1, full: 5 };
/** What a part of a run shows is whether promises are kept, and no figure. */
const GOODPUT_SHARE_MIN = 0.9;
const SHED_MS_MAX = 50;
const RECOVERY_MS_MAX = 5_000;
const TICK_MS = 5;
const IN_FLIGHT_MAX = 20_000;
const P99 = 0.99;
const TURNED_AWAY = 503;

/** Where buyers buy. */
interface Shop {
  readonly databaseUrl: string;
  readonly url: string;
  readonly sale: Sale;
}

/** What became of buyers. */
interface Seen {
  paid: number;
  readonly shedMs: number[];
}

export const overload: Row = {
  name: "overload",
  fault: "5 × the load it can carry",
  promise:
    "goodput ≥ 90 % of its peak; what is shed gets its answer in 50 ms; paying buyers go first",
  async run(stage) {
    const { scale, findings } = stage;
    const databaseUrl = await stage.database();
    const { url } = await stage.api(databaseUrl);
    const shop = { databaseUrl, url, sale: await openSale(url, CAPACITY) };
    await closedLoop(shop, WARM_SECONDS[scale]);
    const before = await closedLoop(shop, SECONDS[scale]);
    const crowd = await openLoop(stage, shop, before * FACTOR);
    const recoveredAfterMs = await recovery(shop);
    const after = await closedLoop(shop, SECONDS[scale]);
    // The machine's own pace changes meanwhile, so the peak is what it is on both sides.
    const peak = (before + after) / 2;
    const share = crowd.paid / SECONDS[scale] / peak;
    const p99Ms = percentile(crowd.shedMs, P99);
    keepMax(findings, "peak, purchases a second", peak);
    keepMax(findings, "goodput at 5 × ÷ peak", share);
    keepMax(findings, "turned away", crowd.shedMs.length);
    keepMax(findings, "p99 of what is turned away, at the client (ms)", p99Ms);
    keepMax(findings, "longest turn of the loop, p99 at the server (ms)", await loopLag(url));
    findings.recoveryMs.push(recoveredAfterMs);
    expectThat(findings, recoveredAfterMs < RECOVERY_MS_MAX, `it took ${recoveredAfterMs} ms`);
    if (scale === "short") return;
    expectThat(findings, crowd.shedMs.length > 0, "nobody was turned away");
    expectThat(findings, share >= GOODPUT_SHARE_MIN, `goodput fell to ${share.toFixed(2)} of it`);
    expectThat(findings, p99Ms <= SHED_MS_MAX, `turned away after ${p99Ms.toFixed(0)} ms`);
  },
};

/** Buyers who come as fast as those before them have paid; gives how many paid a second. */
async function closedLoop(shop: Shop, seconds: number): Promise<number> {
  const { url, sale } = shop;
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1_000;
  let paid = 0;
  const buy = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const mine = heldOf(await insist(() => url, "reservations.create", reserveCall(sale)));
      await pay(shop, mine);
      paid++;
    }
  };
  await Promise.all(Array.from({ length: PLACES }, buy));
  return paid / ((performance.now() - startedMs) / 1_000);
}

/** Buyers who come at a rate of their own; who is turned away goes, and who holds tickets pays. */
async function openLoop(
  { random, scale, findings }: Stage,
  shop: Shop,
  perSecond: number,
): Promise<Seen> {
  const { url, sale } = shop;
  const seen: Seen = { paid: 0, shedMs: [] };
  const startedMs = performance.now();
  const endMs = startedMs + SECONDS[scale] * 1_000;
  const buy = async (): Promise<void> => {
    const sentMs = performance.now();
    const reply = await call(url, "reservations.create", reserveCall(sale));
    findings.operations++;
    if (reply.status === TURNED_AWAY) {
      seen.shedMs.push(performance.now() - sentMs);
      return;
    }
    await pay(shop, heldOf(reply));
    findings.operations++;
    if (performance.now() < endMs) seen.paid++;
  };
  const buyers = new Set<Promise<void>>();
  let dueMs = startedMs;
  while (dueMs < endMs && buyers.size < IN_FLIGHT_MAX) {
    for (; dueMs <= performance.now(); dueMs += gapMs(random.int(1, GAP_STEPS), perSecond)) {
      const buyer = buy().finally(() => buyers.delete(buyer));
      // Told once all have come.
      buyer.catch(() => undefined);
      buyers.add(buyer);
    }
    await pause(TICK_MS);
  }
  await Promise.all(buyers);
  return seen;
}

const GAP_STEPS = 1_000_000;

/** Of buyers who do not know of each other. */
function gapMs(step: number, perSecond: number): number {
  return (-Math.log(step / GAP_STEPS) * 1_000) / perSecond;
}

/** @throws when a buyer with tickets is told anything but that they are paid, or to ask again. */
async function pay({ databaseUrl, url }: Shop, mine: Held): Promise<void> {
  const reply = await payAtLast(databaseUrl, () => url, mine);
  const { status } = reply.ok(reservationShape);
  if (status !== "paid") throw new Error(`a buyer who paid is ${status}`);
}

/** How long after the crowd has gone the next buyer has reserved. */
async function recovery({ url, sale }: Shop): Promise<number> {
  const startedMs = performance.now();
  await insist(() => url, "reservations.create", reserveCall(sale));
  return performance.now() - startedMs;
}

async function loopLag(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(metrics)?.[1]) * 1_000;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
