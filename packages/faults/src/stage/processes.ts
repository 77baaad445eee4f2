import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";

export const ORGANIZER_KEY = "sk_key-of-the-demo-organizer-for-faults";
const APP_SECRET = "a-secret-of-forty-characters-for-faults-0";
/** A queue that is not there: setting alarms costs nothing and does nothing, and no worker runs. */
const NO_QUEUE = { QUEUE_BACKEND: "redis", REDIS_URL: "redis://127.0.0.1:1" };
const START_MS_MAX = 60_000;

/** Variables over those of every process here; undefined takes one away. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** Starts an API process and waits until it can sell. */
export async function startApi(databaseUrl: string, changes: Changes = {}): Promise<AppProcess> {
  const env = {
    DATABASE_URL: databaseUrl,
    APP_SECRET,
    ORGANIZER_API_KEY: ORGANIZER_KEY,
    RATE_LIMITS: "off",
    LOG_LEVEL: "warn",
    // Whatever happens to be built is not what is tried here.
    SITE_DIRECTORY: "nowhere",
    ...NO_QUEUE,
    ...changes,
  };
  const app = await spawnApp({ entry: "apps/api/src/main.ts", env });
  return orStop(app, () => app.ready());
}

/** Starts a worker process and waits until it takes jobs. */
export async function startWorker(databaseUrl: string, changes: Changes): Promise<AppProcess> {
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: undefined,
    QUEUE_BACKEND: undefined,
    LOG_LEVEL: "info",
    ...changes,
  };
  const worker = await spawnApp({ entry: "apps/worker/src/main.ts", env });
  return orStop(worker, () =>
    waitFor(() => worker.output().includes("taking jobs"), {
      timeoutMs: START_MS_MAX,
      describe: () => `the worker to take jobs; it wrote: ${worker.output()}`,
    }),
  );
}

/** Nobody else could end a process that has not become ready. */
async function orStop(app: AppProcess, becomesReady: () => Promise<unknown>): Promise<AppProcess> {
  try {
    await becomesReady();
    return app;
  } catch (error) {
    await app.stop();
    throw error;
  }
}
