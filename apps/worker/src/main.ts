import { createLog } from "@stampede/service/log";
import { reportStartError } from "@stampede/service/report-start-error";
import { runUntilSignal } from "@stampede/service/run-until-signal";
import { readEnvironment } from "./environment.ts";
import { startWorker } from "./worker.ts";

try {
  const environment = readEnvironment();
  const log = createLog({ app: "worker", level: environment.logLevel });
  const resources = await startWorker(environment, log);
  runUntilSignal(log, () => resources.disposeAsync());
  // Who reads it may end the process at once, which then has to be in order.
  log.info({ queue: environment.queueBackend.kind }, "taking jobs");
} catch (error) {
  reportStartError("worker", error);
}
