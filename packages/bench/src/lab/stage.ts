import { randomBytes } from "node:crypto";
import type { InvariantReport } from "@stampede/domain/checks/run-checks";
import { SERVER_NODE_OPTIONS } from "@stampede/service/server-node-options";
import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { type BenchDatabase, createBenchDatabase } from "./bench-database.ts";
import type { Lab } from "./lab.ts";
import { untilIdle } from "../measure/until-idle.ts";

const SECRET = randomBytes(32).toString("base64url");
/** Of the demo organizer, whom every event belongs to. */
export const API_KEY = randomBytes(32).toString("base64url");
const HOLD_SECONDS = 900;

/** How much of everything a run does. */
export interface Scale {
  readonly rounds: number;
  /** Of one measurement. */
  readonly seconds: number;
  readonly warmSeconds: number;
  readonly isQuick: boolean;
  /** Reservations in the largest table of a benchmark that grows one. */
  readonly rowsMax: number;
  /** Of the benchmark of memory. */
  readonly enduranceSeconds: number;
}

/** A program under test. */
export interface Server {
  readonly port: number;
  readonly pid: number;
}

/** What one benchmark has; all of it goes when the benchmark is over. */
export interface Stage extends AsyncDisposable {
  readonly lab: Lab;
  readonly scale: Scale;
  readonly signal: AbortSignal;
  /** A new database, which is checked when the benchmark is over. */
  database(): Promise<BenchDatabase>;
  /** The API, or a variant of it in `servers/`, on a database. */
  api(
    database: BenchDatabase,
    options?: {
      readonly processes?: number;
      readonly entry?: ApiEntry;
      readonly holdSeconds?: number;
    },
  ): Promise<Server>;
  /** Any other server of `servers/`. */
  server(name: string, environment?: Readonly<Record<string, string>>): Promise<Server>;
  /** Any program that answers nothing, such as the worker. */
  program(
    entry: string,
    environment: Readonly<Record<string, string>>,
    args?: readonly string[],
  ): Promise<AppProcess>;
  /** Every invariant on every database, after the last request. */
  check(): Promise<InvariantReport[]>;
}

type ApiEntry =
  | "apps/api/src/main.ts"
  | "packages/bench/src/servers/api-one-at-a-time.ts"
  | "packages/bench/src/servers/api-without-queue.ts"
  | "packages/bench/src/servers/api-with-noop.ts";

/** Sets the stage for one benchmark. */
export function openStage(
  lab: Lab,
  options: { readonly name: string; readonly scale: Scale; readonly signal: AbortSignal },
): Stage {
  const { scale, signal } = options;
  const stack = new AsyncDisposableStack();
  const databases: BenchDatabase[] = [];
  const start = async (
    entry: string,
    env: Readonly<Record<string, string | undefined>>,
    args: readonly string[] = [],
  ): Promise<AppProcess> => {
    signal.throwIfAborted();
    return stack.use(
      await spawnApp({
        entry,
        env: { NODE_ENV: "production", NODE_OPTIONS: SERVER_NODE_OPTIONS, ...env },
        args,
      }),
    );
  };
  return {
    lab,
    scale,
    signal,
    async database() {
      signal.throwIfAborted();
      const name = `bench_${options.name.replaceAll(/\W/g, "_")}_${databases.length + 1}`;
      const database = stack.use(await createBenchDatabase(lab, name));
      databases.push(database);
      return database;
    },
    async api(database, { processes = 1, entry = "apps/api/src/main.ts", holdSeconds } = {}) {
      const app = await start(entry, {
        DATABASE_URL: database.url,
        REDIS_URL: lab.redis?.url,
        QUEUE_BACKEND: "auto",
        APP_SECRET: SECRET,
        ORGANIZER_API_KEY: API_KEY,
        HOLD_SECONDS: String(holdSeconds ?? HOLD_SECONDS),
        RATE_LIMITS: "off",
        LOG_LEVEL: "warn",
        WEB_CONCURRENCY: String(processes),
      });
      await app.ready();
      // The first of several answers while the others still start, which takes the machine.
      if (processes > 1) await untilIdle(app.pid, signal);
      return app;
    },
    async server(name, environment = {}) {
      const app = await start(`packages/bench/src/servers/${name}.ts`, environment);
      await app.ready();
      return app;
    },
    program: (entry, environment, args) => start(entry, environment, args),
    async check() {
      const reports: InvariantReport[] = [];
      for (const database of databases) reports.push(...(await database.check()));
      return reports;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
