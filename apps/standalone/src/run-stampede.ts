import { join } from "node:path";

import { prepareDataDirectory } from "@stampede/embedded/data-directory";
import { readOrCreateSecret } from "@stampede/embedded/secret-file";
import { StartupError } from "@stampede/embedded/startup-error";

import { announce } from "./announce.ts";
import { openRunDatabase, requireUnowned, type RunDatabase } from "./database.ts";
import { ensureDemoSignIn } from "./demo-sign-in.ts";
import type { Environment } from "./environment.ts";
import { requireFreePort } from "./listen-port.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { openRunQueue, type RunQueue } from "./queue.ts";
import { createSiteRebuild } from "./rebuild-site.ts";
import { superviseApp, type SupervisedApp } from "./supervised-app.ts";
import { ROOT } from "./root.ts";
import { waitUntilReady } from "./wait-until-ready.ts";
import { watchSiteSources, watchSources } from "./watch-sources.ts";

interface Secrets {
  /** Newest first. */
  appSecrets: readonly [string, ...string[]];
  organizerApiKey: string;
}

/** A part could not start and has told the user why. */
export class AlreadyReported extends Error {
  override readonly name = "AlreadyReported";
}

/**
 * Starts everything, serves until the signal, and ends everything in order: the API and the worker
 * finish what they have begun, then the queue ends, then the database.
 * @param options.watches whether changed sources restart the API and the worker
 * @throws StartupError when something cannot be started or ended for good
 * @throws AlreadyReported
 */
export async function runStampede(options: {
  environment: Environment;
  watches: boolean;
  signal: AbortSignal;
}): Promise<void> {
  const { environment, signal } = options;
  await requireUnowned(environment);
  await requireFreePort(environment.HOST, environment.PORT);
  const secrets = await findSecrets(environment);
  // What is opened last is ended first.
  await using database = await openRunDatabase(environment);
  if (signal.aborted) return;
  await using queue = await openRunQueue(environment);
  if (signal.aborted) return;
  await prepareDatabase(database.ownerUrl, environment.PAYMENT_GATEWAY, secrets.appSecrets);
  if (signal.aborted) return;

  const env = childEnvironment(environment, database, queue);
  const describe = (name: string, app: string, own: NodeJS.ProcessEnv): SupervisedApp =>
    superviseApp({
      name,
      entry: join(ROOT, `apps/${app}/src/main.ts`),
      env: { ...env, ...own },
      waitsForChange: options.watches,
    });
  await using worker = describe("worker", "worker", {});
  await using api = describe("API", "api", {
    APP_SECRET: secrets.appSecrets.join(","),
    ORGANIZER_API_KEY: secrets.organizerApiKey,
    SITE_RELOADS: options.watches ? "on" : environment.SITE_RELOADS,
  });
  const failed = firstFailure(database, api, worker);
  // Ending the database in order looks like a failure to a promise that nobody awaits any more.
  failed.catch(() => {});
  const stopped = aborted(signal);

  api.start();
  using waiting = abortedAtEnd();
  const ready = waitUntilReady(environment.HOST, environment.PORT, waiting.signal);
  const signIn = ensureDemoSignIn({
    connectionString: database.ownerUrl,
    dataDirectory: environment.STAMPEDE_DATA_DIR,
    isOurs: environment.DATABASE_URL === undefined,
  });
  await Promise.race([Promise.all([ready, signIn]), stopped, failed]);
  if (signal.aborted) return;
  api.settled();
  worker.start();
  worker.settled();
  announce({
    host: environment.HOST,
    port: environment.PORT,
    database,
    queue,
    signIn: await signIn,
    generatedApiKey: environment.ORGANIZER_API_KEY === undefined ? secrets.organizerApiKey : null,
  });
  await using watching = new AsyncDisposableStack();
  if (options.watches) {
    watching.use(await watchSources(ROOT, () => restart(api, worker)));
    const site = watching.use(createSiteRebuild(ROOT));
    watching.use(watchSiteSources(ROOT, () => site.rebuild()));
  }
  await Promise.race([stopped, failed]);
  console.log("Stopping …");
}

async function findSecrets(environment: Environment): Promise<Secrets> {
  const { APP_SECRET, ORGANIZER_API_KEY, STAMPEDE_DATA_DIR } = environment;
  if (APP_SECRET !== undefined && ORGANIZER_API_KEY !== undefined) {
    return { appSecrets: APP_SECRET, organizerApiKey: ORGANIZER_API_KEY };
  }
  const directory = await prepareDataDirectory(STAMPEDE_DATA_DIR);
  return {
    appSecrets: APP_SECRET ?? [await readOrCreateSecret(join(directory, "app-secret"))],
    organizerApiKey:
      ORGANIZER_API_KEY ?? (await readOrCreateSecret(join(directory, "organizer-api-key"), "sk_")),
  };
}

/** What both are given. The secrets of the API are none of the worker's. */
function childEnvironment(
  environment: Environment,
  database: RunDatabase,
  queue: RunQueue,
): NodeJS.ProcessEnv {
  const { APP_SECRET: _secret, ORGANIZER_API_KEY: _key, ...inherited } = environment.inherited;
  return {
    ...inherited,
    PORT: String(environment.PORT),
    HOST: environment.HOST,
    DATABASE_URL: database.runtimeUrl,
    REDIS_URL: queue.redisUrl,
    QUEUE_BACKEND: queue.backend,
  };
}

/** Rejects when one of the parts has ended for good, which ends the others too. */
async function firstFailure(
  database: RunDatabase,
  api: SupervisedApp,
  worker: SupervisedApp,
): Promise<never> {
  const databaseEnded = database.ended.then(() => "PostgreSQL ended unasked; see its log");
  const line = await Promise.race([databaseEnded, api.failed, worker.failed]);
  throw line === null ? new AlreadyReported() : new StartupError(line);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function restart(api: SupervisedApp, worker: SupervisedApp): void {
  console.log("Sources changed; restarting");
  void Promise.all([api.restart(), worker.restart()]);
}

/** A signal for what must not outlive its scope. */
function abortedAtEnd(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  return { signal: controller.signal, [Symbol.dispose]: () => controller.abort() };
}
