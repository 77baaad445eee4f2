import { setTimeout as pause } from "node:timers/promises";
import { type Database, openDatabase } from "@stampede/db/client";
import type { PaymentGateway } from "@stampede/domain/payments/gateway";
import { createSimulatedGateway } from "@stampede/domain/payments/simulated-gateway";
import { createAlarms } from "@stampede/jobs/alarms";
import { startWorkers } from "@stampede/jobs/workers";
import type { Logger } from "pino";
import type { Environment } from "./environment.ts";
import { handleReconcilePayments } from "./handlers/reconcile-payments.ts";
import { handleReleaseDue } from "./handlers/release-due.ts";
import { handleSweep } from "./handlers/sweep.ts";
import { serveHealth } from "./health.ts";
import { StartError } from "./start-error.ts";

const CONNECT_ATTEMPTS_MAX = 5;
const CONNECT_PAUSE_MS = 300;

/**
 * Starts to take jobs. The queue may be out of reach, now or later; the database may be later only.
 *
 * @returns what disposes of all of it: jobs in hand first, the database last.
 * @throws {StartError} when the database does not answer, or the health port cannot be had.
 */
export async function startWorker(
  environment: Environment,
  log: Logger,
): Promise<AsyncDisposableStack> {
  const backend = environment.queueBackend;
  await using resources = new AsyncDisposableStack();
  const db = openDatabase({
    connectionString: environment.databaseUrl,
    applicationName: "stampede-worker",
    onIdleError: (error) => log.warn({ error }, "a database connection was lost"),
  });
  resources.defer(() => db.close());
  await requireDatabase(db);
  const alarms = createAlarms({ backend, log });
  resources.defer(() => alarms.close());

  const ctx = { db, alarms, log, gateway: gateways[environment.paymentGateway](db) };
  const workers = startWorkers({
    backend,
    log,
    handlers: {
      "release-due": handleReleaseDue(ctx),
      "reconcile-payments": handleReconcilePayments(ctx),
      sweep: handleSweep(ctx),
    },
  });
  resources.defer(() => workers.close());
  if (environment.healthPort !== undefined) {
    resources.use(await serveHealth(environment.healthPort, () => workers.quietMs()));
  }
  return resources.move();
}

const gateways: Record<Environment["paymentGateway"], (db: Database) => PaymentGateway> = {
  simulated: createSimulatedGateway,
};

async function requireDatabase(db: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.pool.query("SELECT 1");
      return;
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS_MAX) {
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        throw new StartError(`DATABASE_URL leads to no database that answers${code}`);
      }
      await pause(CONNECT_PAUSE_MS);
    }
  }
}
