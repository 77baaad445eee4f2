import { setTimeout as sleep } from "node:timers/promises";
import type { BenchDatabase } from "../lab/bench-database.ts";
import { fillHeld } from "../lab/fill.ts";
import type { Stage } from "../lab/stage.ts";
import { measureLoad } from "../measure/load.ts";
import { besideLoadFailure } from "./beside-load-failure.ts";
import type { Benchmark, Outcome } from "./benchmark.ts";
import { CONNECTIONS, measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { programResult } from "./program-result.ts";
import { reserveRequest } from "./requests.ts";

const HOLDS = 100_000;
const HOLDS_QUICK = 20_000;
/** The load beside which the worker releases, as a share of the peak. */
const LOAD_SHARE = 0.25;
/** Time for the figures before anything falls due. */
const CALM_SECONDS = 5;
/** Until the holds fall due: longer than it takes to have written that. */
const DUE_IN_MS = 6_000;
const LOAD_AHEAD_MS = 1_000;
const RELEASE_SECONDS_MAX = 30;
const POLL_MS = 20;

/** How fast what nobody paid for is back on sale. */
export const release: Benchmark = {
  name: "release",
  title: "release of due holds, tickets a second ÷ peak reserve rate",
  group: "goals",
  goal: { compare: ">=", bound: 2 },
  async run(stage) {
    const { scale } = stage;
    const holds = scale.isQuick ? HOLDS_QUICK : HOLDS;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const subjects = await interleave(scale.rounds, [
      {
        name: "release",
        async measure() {
          const due = await database.createEvent();
          await fillHeld(database, due, holds, { dueAt: new Date(), overSeconds: 1 });
          return programResult(stage, "release-loop", database, []);
        },
      },
      { name: "reserve", measure: () => measurePeak(stage, api, reserveRequest(event)) },
    ]);
    const spread = ratioOf(subjects, "release", "reserve");
    const beside = scale.isQuick
      ? {}
      : await besideLoad(stage, database, (subjects[1]?.perSecond.median ?? 0) * LOAD_SHARE);
    return { figure: { unit: "×", spread }, subjects, ...beside };
  },
};

/** The worker's own release of holds that fall due in one second, while buyers reserve. */
async function besideLoad(
  stage: Stage,
  database: BenchDatabase,
  perSecond: number,
): Promise<Pick<Outcome, "more" | "failed">> {
  const event = await database.createEvent();
  const api = await stage.api(database);
  await stage.program("apps/worker/src/main.ts", {
    DATABASE_URL: database.url,
    ...(stage.lab.redis === undefined ? {} : { REDIS_URL: stage.lab.redis.url }),
    LOG_LEVEL: "warn",
  });
  const load = (seconds: number) =>
    measureLoad(
      stage,
      {
        kind: "open",
        port: api.port,
        request: reserveRequest(event),
        connections: CONNECTIONS,
        expect: "200",
        perSecond,
        seconds,
        seed: 1,
      },
      { server: api },
    );
  // Of a process that has just started the first seconds are those of compiling.
  await load(CALM_SECONDS);
  const calm = await load(CALM_SECONDS);
  const dueEvent = await database.createEvent();
  await fillHeld(database, dueEvent, HOLDS);
  // Made due afterwards, because to write so many takes longer than the load is measured.
  const dueAt = new Date(Date.now() + DUE_IN_MS);
  await database.prepare(async (client) => {
    await client.query("UPDATE reservations SET expires_at = $2 WHERE event_id = $1", [
      dueEvent.id,
      dueAt,
    ]);
  });
  const aheadMs = dueAt.getTime() - Date.now() - LOAD_AHEAD_MS;
  if (aheadMs < 0) {
    throw new Error(
      `the holds fell due before the load could begin, ${-aheadMs} ms too early: ` +
        `to write that they do took more than ${DUE_IN_MS - LOAD_AHEAD_MS} ms`,
    );
  }
  await sleep(aheadMs);
  // Together, or a load that fails while the other is waited for would end the whole run.
  const [busy, releasedAfterMs] = await Promise.all([
    load(CALM_SECONDS),
    untilReleased(database, dueEvent.id, dueAt),
  ]);
  const failed = besideLoadFailure({ calm, busy, releasedAfterMs });
  return {
    ...(failed === undefined ? {} : { failed }),
    more: {
      "holds due in one second": HOLDS,
      "back on sale after, s": releasedAfterMs / 1_000,
      "reserve p99 before, ms": calm.latencyMs?.p99 ?? Number.NaN,
      "reserve p99 meanwhile, ms": busy.latencyMs?.p99 ?? Number.NaN,
    },
  };
}

async function untilReleased(
  database: BenchDatabase,
  eventId: string,
  dueAt: Date,
): Promise<number> {
  const deadline = performance.now() + RELEASE_SECONDS_MAX * 1_000;
  while (performance.now() < deadline) {
    const { held } = await database.one<{ held: number }>(
      "SELECT held FROM inventory WHERE event_id = $1",
      [eventId],
    );
    if (held === 0) return Date.now() - dueAt.getTime();
    await sleep(POLL_MS);
  }
  throw new Error(`not released within ${RELEASE_SECONDS_MAX} s`);
}
