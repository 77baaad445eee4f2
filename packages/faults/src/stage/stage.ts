import { openDatabase } from "@stampede/db/client";
import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { seededRandom, type SeededRandom } from "@stampede/testing/history/random";
import { startTestPostgres, type TestPostgres } from "@stampede/testing/postgres";
import type { AppProcess } from "@stampede/testing/processes";
import { startTestRedis, type TestRedis } from "@stampede/testing/redis";
import { cloneDatabase, type TemplateServer } from "@stampede/testing/template-server";
import type { Scale } from "../row.ts";
import { type Findings, noFindings } from "./findings.ts";
import { type Changes, startApi, startWorker } from "./processes.ts";

/** Where a row plays once: it gives whatever the row asks for, and takes it away afterwards. */
export interface Stage {
  readonly scale: Scale;
  /** Of this round: whatever a row chooses, it chooses by it. */
  readonly seed: number;
  readonly random: SeededRandom;
  readonly findings: Findings;
  /** A migrated database of the row's own, of a server that others use too. */
  database(): Promise<string>;
  /** A server of the row's own with a migrated database, to be mistreated; it flushes to the disk. */
  postgres(): Promise<TestPostgres>;
  redis(): Promise<TestRedis>;
  api(databaseUrl: string, changes?: Changes): Promise<AppProcess>;
  worker(databaseUrl: string, changes: Changes): Promise<AppProcess>;
  /** Takes something away with the rest. */
  use<Thing extends AsyncDisposable>(thing: Thing): Thing;
}

export interface OpenStage extends Stage, AsyncDisposable {
  /** Checks every invariant on every database that was opened, and adds what is broken. */
  check(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a stage on which nothing stands yet. */
export function openStage(
  server: TemplateServer,
  { scale, seed }: { readonly scale: Scale; readonly seed: number },
): OpenStage {
  const stack = new AsyncDisposableStack();
  let end: Promise<void> | undefined;
  const findings = noFindings();
  const databaseUrls: string[] = [];
  /** What was still starting when the row broke off ends too. */
  const own = async <Thing extends AsyncDisposable>(starting: Promise<Thing>): Promise<Thing> => {
    const thing = await starting;
    if (!stack.disposed) return stack.use(thing);
    await thing[Symbol.asyncDispose]();
    throw new Error("the stage is gone");
  };
  const opened = (url: string): string => {
    databaseUrls.push(url);
    return url;
  };
  return {
    scale,
    seed,
    random: seededRandom(seed),
    findings,
    use: (thing) => stack.use(thing),
    async database() {
      const { url } = await own(cloneDatabase(server));
      await migrateQueues({ connectionString: url });
      return opened(url);
    },
    async postgres() {
      const postgres = await own(startTestPostgres());
      opened(postgres.url);
      return postgres;
    },
    redis: () => own(startTestRedis()),
    api: (...given) => own(startApi(...given)),
    worker: (...given) => own(startWorker(...given)),
    async check() {
      for (const url of databaseUrls) findings.violations.push(...(await brokenInvariants(url)));
    },
    // Whoever asks again waits for the same end.
    [Symbol.asyncDispose]: () => (end ??= stack.disposeAsync()),
  };
}

/** Checks every invariant that rows can show; a line for each that is broken. */
export async function brokenInvariants(connectionString: string): Promise<string[]> {
  const db = openDatabase({ connectionString, applicationName: "faults", poolSize: 1 });
  try {
    const reports = await checkInvariants(db);
    return reports
      .filter(({ broken }) => broken > 0)
      .map(({ name, broken, examples }) => `${name}: ${broken} rows, such as ${examples[0]}`);
  } finally {
    await db.close();
  }
}
