import closeWithGrace from "close-with-grace";
import { readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";
import { StartError } from "./start-error.ts";
import { startWorker } from "./worker.ts";

const CLOSE_MS_MAX = 10_000;

try {
  const environment = readEnvironment();
  const log = createLog(environment.logLevel);
  const resources = await startWorker(environment, log);
  log.info({ queue: environment.queueBackend.kind }, "taking jobs");

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
      await resources.disposeAsync();
      log.info({}, "ended");
    },
  );
  // The channel to a parent breaks when the parent dies, however it does.
  const close = (): void => {
    if (!isClosing) grace.close();
  };
  process.once("disconnect", close);
  // It may have died before anybody listened for that.
  if (process.send !== undefined && !process.connected) close();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`stampede worker: ${error.message}\n`);
  process.exitCode = 1;
}
