import cluster from "node:cluster";
import { createLog } from "@stampede/service/log";
import { runUntilSignal } from "@stampede/service/run-until-signal";
import { startApi } from "./api.ts";
import { STOP_MESSAGE } from "./cluster.ts";
import type { Environment } from "./environment.ts";

/**
 * Serves in this process until a signal, the end of its parent, or a fault that nobody caught; then
 * drains and ends.
 *
 * @throws {StartError}
 */
export async function runProcess(environment: Environment): Promise<void> {
  const log = createLog({ app: "api", level: environment.logLevel });
  const api = await startApi(environment, log);
  const stop = runUntilSignal(log, () => api.close());
  // Who reads it may end the process at once, which then has to be in order.
  log.info({ host: environment.host, port: api.port }, "listening");
  if (cluster.isWorker) {
    process.on("message", (message) => {
      if (message === STOP_MESSAGE) stop();
    });
  }
}
