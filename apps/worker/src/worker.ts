import { openDatabase } from "@stampede/db/client";
import { createGateway } from "@stampede/domain/payments/create-gateway";
import { readBacklog } from "@stampede/domain/payments/read-backlog";
import { createAlarms } from "@stampede/jobs/alarms";
import { startWorkers } from "@stampede/jobs/workers";
import { requireDatabase } from "@stampede/service/require-database";
import type { Logger } from "pino";
import { createDuties } from "./duties.ts";
import type { Environment } from "./environment.ts";
import { handleCheckInvariants } from "./handlers/check-invariants.ts";
import { handleReconcilePayments } from "./handlers/reconcile-payments.ts";
import { handleReleaseDue } from "./handlers/release-due.ts";
import { handleSweep } from "./handlers/sweep.ts";
import { handleWindUpEvents } from "./handlers/wind-up-events.ts";
import { serveHealth } from "./health.ts";
import { createMetrics } from "./metrics.ts";

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

  const ctx = { db, alarms, log, gateway: createGateway(environment.paymentGateway, db) };
  const duties = createDuties(ctx);
  const metrics = createMetrics(() => readBacklog(db), log);
  const workers = startWorkers({
    backend,
    log,
    handlers: {
      "release-due": handleReleaseDue(ctx),
      "reconcile-payments": handleReconcilePayments(duties),
      "wind-up-events": handleWindUpEvents(duties),
      "check-invariants": handleCheckInvariants({ db, log, metrics }),
      sweep: handleSweep(duties, log),
    },
  });
  resources.defer(() => workers.close());
  if (environment.healthPort !== undefined) {
    resources.use(await serveHealth(environment.healthPort, () => workers.quietMs(), metrics));
  }
  return resources.move();
}
