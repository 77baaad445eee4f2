import closeWithGrace from "close-with-grace";
import type { Logger } from "pino";
import { answerLiveness } from "./liveness.ts";

const CLOSE_MS_MAX = 10_000;

/**
 * Lets the process run until a signal, the end of its parent, or a fault that nobody caught; then
 * closes what it has open, for at most 10 s, and ends it.
 *
 * @param close finishes what is under way and gives everything back.
 * @returns what ends it as a signal does; further calls do nothing.
 */
export function runUntilSignal(log: Logger, close: () => Promise<void>): () => void {
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
      await close();
      log.info({}, "ended");
    },
  );
  const stop = (): void => {
    if (!isClosing) grace.close();
  };
  answerLiveness();
  // The channel to a parent breaks when the parent dies, however it does.
  process.once("disconnect", stop);
  // It may have died before anybody listened for that.
  if (process.send !== undefined && !process.connected) stop();
  return stop;
}
