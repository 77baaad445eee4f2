import { StartupError } from "@stampede/embedded/startup-error";
import { StartError } from "@stampede/service/start-error";

import { readEnvironment } from "./environment.ts";
import { AlreadyReported, runStampede } from "./run-stampede.ts";

const stop = new AbortController();
// Ctrl-C reaches this process from the terminal and once more from the launcher: one is enough.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stop.abort());
process.on("disconnect", () => stop.abort());
process.channel?.unref();
// A terminal that was closed refuses what is still written to it.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

try {
  await runStampede({
    environment: readEnvironment(),
    watches: process.argv.includes("--watch"),
    signal: stop.signal,
  });
} catch (error) {
  const isExpected = error instanceof StartError || error instanceof StartupError;
  if (isExpected) console.error(error.message);
  else if (!(error instanceof AlreadyReported)) console.error(error);
  process.exitCode = 1;
}
if (process.connected) process.disconnect?.();
