import cluster from "node:cluster";
import closeWithGrace from "close-with-grace";
import { startApi } from "./api.ts";
import { STOP_MESSAGE } from "./cluster.ts";
import type { Environment } from "./environment.ts";
import { createLog } from "./log.ts";

const CLOSE_MS_MAX = 10_000;

/**
 * Serves in this process until a signal, the end of its parent, or a fault that nobody caught; then
 * drains and ends.
 *
 * @throws {StartError}
 */
export async function runProcess(environment: Environment): Promise<void> {
  const log = createLog(environment.logLevel);
  const api = await startApi(environment, log);
  log.info({ host: environment.host, port: api.port }, "listening");

  let isClosing = false;
  const grace = closeWithGrace(
    {
      delay: CLOSE_MS_MAX,
      logger: false,
      onTimeout: () => log.error({}, "ended before all was finished"),
    },
    async ({ err, signal }) => {
      isClosing = true;
      if (err !== undefined) log.fatal({ err }, "ending after a fault that nobody caught");
      else log.info({ signal }, "draining");
      await api.close();
      log.info({}, "ended");
    },
  );
  const close = (): void => {
    if (!isClosing) grace.close();
  };
  // The channel to a parent breaks when the parent dies, however it does.
  process.once("disconnect", close);
  // It may have died before anybody listened for that.
  if (process.send !== undefined && !process.connected) close();
  if (cluster.isWorker) {
    process.on("message", (message) => {
      if (message === STOP_MESSAGE) close();
    });
  }
}
