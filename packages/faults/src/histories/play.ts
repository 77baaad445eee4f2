import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { openProxy } from "@stampede/testing/fault-proxy";
import { checkHistory } from "@stampede/testing/history/check-history";
import type { Entry, Rows } from "@stampede/testing/history/history";
import { makePlan } from "@stampede/testing/history/plan";
import { openEvent } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";
import { execute } from "./execute.ts";
import { loadRows } from "./load-rows.ts";
import { strike, type Victims } from "./strike.ts";

const PROCESSES = 2;
const HOLD = { HOLD_SECONDS: "6" };

/** What a history was, and what it left. */
export interface Played {
  readonly databaseUrl: string;
  readonly history: readonly Entry[];
  readonly rows: Rows;
}

/**
 * Plays the history of the stage's seed over several processes, and writes down whatever breaks an
 * invariant in it.
 */
export async function play(
  stage: Stage,
  size: { readonly buyers: number; readonly faults: number; readonly cancelsEvent?: boolean },
): Promise<Played> {
  const { findings, seed } = stage;
  const plan = makePlan(seed, { ...size, processes: PROCESSES });
  const victims = await setUp(stage);
  const { apis, postgres } = victims;
  const urlOf = (process: number): string => apis[process % apis.length]?.url ?? "";
  const event = await openEvent(urlOf(0), plan.capacities);
  const { history, improper } = await execute(plan, {
    databaseUrl: postgres.url,
    event,
    urlOf,
    strike: (fault) => strike(fault, victims),
  });
  const rows = await loadRows(postgres.url, event.eventId);
  findings.operations += history.length;
  findings.violations.push(...improper, ...checkHistory({ history, rows }));
  const unknown = history.filter(({ outcome }) => outcome.kind === "unknown").length;
  findings.figures.set("calls whose outcome was unknown at first", unknown);
  return { databaseUrl: postgres.url, history, rows };
}

async function setUp(stage: Stage): Promise<Victims> {
  const [postgres, redis] = await Promise.all([stage.postgres(), stage.redis()]);
  await migrateQueues({ connectionString: postgres.url });
  const queue = { QUEUE_BACKEND: "redis", REDIS_URL: redis.url };
  const proxies = await Promise.all(
    Array.from({ length: PROCESSES }, async () => stage.use(await openProxy(postgres.url))),
  );
  const env = { ...queue, ...HOLD };
  const apis = await Promise.all(proxies.map((proxy) => stage.api(proxy.url, env)));
  const startWorker = () => stage.worker(postgres.url, queue);
  return {
    random: stage.random,
    postgres,
    redis,
    proxies,
    apis,
    workers: await Promise.all([startWorker(), startWorker()]),
    startWorker,
    startApi: (index) =>
      stage.api(proxies[index]?.url ?? "", { ...env, PORT: String(apis[index]?.port) }),
  };
}
