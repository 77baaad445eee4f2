import { setTimeout as sleep } from "node:timers/promises";
import { type Alarms, createAlarms } from "@stampede/jobs/alarms";
import type { BenchDatabase, BenchEvent } from "../lab/bench-database.ts";
import { fillHeld } from "../lab/fill.ts";
import type { Stage } from "../lab/stage.ts";
import { type Measurement, measureLoad } from "../measure/load.ts";
import { besideLoadFailure } from "./beside-load-failure.ts";
import type { Outcome } from "./benchmark.ts";
import { CONNECTIONS } from "./closed.ts";
import { reserveRequest } from "./requests.ts";

/** Time for the figures before anything falls due. */
const CALM_SECONDS = 5;
/** Until the holds fall due: longer than it takes to have written that. */
const DUE_IN_MS = 6_000;
const LOAD_AHEAD_MS = 1_000;
const RELEASE_SECONDS_MAX = 30;
const POLL_MS = 20;
/** Until the holds are made due: no benchmark takes so long. */
const NOT_DUE_IN_MS = 2 * 86_400_000;

const silent = { warn() {}, error() {} };

/** Loads an event for some seconds. */
type Load = (event: BenchEvent) => Promise<Measurement>;

/** Two loads of one event, and how long after holds had fallen due during the second they were gone. */
interface Beside {
  readonly calm: Measurement;
  readonly busy: Measurement;
  readonly releasedAfterMs: number;
}

/**
 * The worker's own release of holds that fall due in one second, while buyers reserve: of the same
 * event, as a quarter of an hour after an on-sale, which is what is judged, and then of another one,
 * where buyers and release share the machine and no counters.
 *
 * @param options.holds that fall due at once.
 * @param options.perSecond reservations of the buyers.
 */
export async function releaseBesideLoad(
  stage: Stage,
  database: BenchDatabase,
  { holds, perSecond }: { readonly holds: number; readonly perSecond: number },
): Promise<Pick<Outcome, "more" | "failed">> {
  const event = await database.createEvent();
  const [loaded, due] = [await database.createEvent(), await database.createEvent()];
  const notDueAt = new Date(Date.now() + NOT_DUE_IN_MS);
  for (const filled of [event, due]) await fillHeld(database, filled, holds, { dueAt: notDueAt });
  const load = await startLoad(stage, database, perSecond);
  const { redis } = stage.lab;
  const alarms = createAlarms({
    backend: redis
      ? { kind: "redis", url: redis.url }
      : { kind: "postgres", connectionString: database.url },
    log: silent,
  });
  try {
    // Of a process that has just started the first seconds are those of compiling.
    await load(event);
    const run = { load, alarms, notDueAt };
    const same = await measureBeside(database, { ...run, loaded: event, due: event });
    const other = await measureBeside(database, { ...run, loaded, due });
    const failed = besideLoadFailure(same);
    return {
      ...(failed === undefined ? {} : { failed }),
      more: {
        "holds due in one second": holds,
        ...figuresOf(same, ""),
        ...figuresOf(other, "another event's holds: "),
      },
    };
  } finally {
    await alarms.close();
  }
}

/** Starts the API and the worker on a database. */
async function startLoad(stage: Stage, database: BenchDatabase, perSecond: number): Promise<Load> {
  const api = await stage.api(database);
  await stage.program("apps/worker/src/main.ts", {
    DATABASE_URL: database.url,
    ...(stage.lab.redis === undefined ? {} : { REDIS_URL: stage.lab.redis.url }),
    LOG_LEVEL: "warn",
  });
  const run = { kind: "open", port: api.port, connections: CONNECTIONS, expect: "200" } as const;
  return (event) =>
    measureLoad(
      stage,
      { ...run, request: reserveRequest(event), perSecond, seconds: CALM_SECONDS, seed: 1 },
      { server: api },
      // Whoever is turned away is judged with the rest.
      { tolerant: true },
    );
}

interface Run {
  readonly load: Load;
  readonly alarms: Alarms;
  readonly loaded: BenchEvent;
  readonly due: BenchEvent;
  readonly notDueAt: Date;
}

async function measureBeside(
  database: BenchDatabase,
  { load, alarms, loaded, due, notDueAt }: Run,
): Promise<Beside> {
  const calm = await load(loaded);
  // Made due afterwards, because to write so many takes longer than the load is measured. What the
  // load has reserved keeps its own end.
  const dueAt = new Date(Date.now() + DUE_IN_MS);
  await database.prepare(async (client) => {
    await client.query(
      "UPDATE reservations SET expires_at = $3 WHERE event_id = $1 AND expires_at = $2",
      [due.id, notDueAt, dueAt],
    );
  });
  const aheadMs = dueAt.getTime() - Date.now() - LOAD_AHEAD_MS;
  if (aheadMs < 0) {
    throw new Error(
      `the holds fell due before the load could begin, ${-aheadMs} ms too early: ` +
        `to write that they do took more than ${DUE_IN_MS - LOAD_AHEAD_MS} ms`,
    );
  }
  // As the API does for each hold that it makes.
  alarms.releaseAt(dueAt);
  await sleep(aheadMs);
  // Together, or a load that fails while the other is waited for would end the whole run.
  const [busy, releasedAfterMs] = await Promise.all([
    load(loaded),
    untilReleased(database, due.id, dueAt),
  ]);
  return { calm, busy, releasedAfterMs };
}

/** By the index of what is held, in the order in which it falls due: buyers hold more meanwhile. */
const IS_RELEASED = `
  SELECT coalesce(min(expires_at) > $2, true) AS "isReleased"
  FROM reservations WHERE event_id = $1 AND status = 'held'`;

async function untilReleased(
  database: BenchDatabase,
  eventId: string,
  dueAt: Date,
): Promise<number> {
  const deadline = performance.now() + RELEASE_SECONDS_MAX * 1_000;
  while (performance.now() < deadline) {
    const values = [eventId, dueAt];
    const { isReleased } = await database.one<{ isReleased: boolean }>(IS_RELEASED, values);
    if (isReleased) return Date.now() - dueAt.getTime();
    await sleep(POLL_MS);
  }
  throw new Error(`not released within ${RELEASE_SECONDS_MAX} s`);
}

function figuresOf(
  { calm, busy, releasedAfterMs }: Beside,
  prefix: string,
): Record<string, number> {
  const [before, meanwhile] = [
    calm.latencyMs?.p99 ?? Number.NaN,
    busy.latencyMs?.p99 ?? Number.NaN,
  ];
  return {
    [`${prefix}back on sale after, s`]: releasedAfterMs / 1_000,
    [`${prefix}reserve p99 before, ms`]: before,
    [`${prefix}reserve p99 meanwhile, ms`]: meanwhile,
    [`${prefix}reserve p99 meanwhile ÷ before`]: meanwhile / before,
    [`${prefix}worst slip of the schedule, ms`]: Math.max(
      ...[calm, busy].map(({ load }) => load?.slipMs ?? 0),
    ),
  };
}
