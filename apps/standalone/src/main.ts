import { StartupError } from "@stampede/embedded/startup-error";

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
    environment: readEnvironment(process.env),
    variables: process.env,
    watches: process.argv.includes("--watch"),
    signal: stop.signal,
  });
} catch (error) {
  if (error instanceof StartupError) console.error(error.message);
  else if (!(error instanceof AlreadyReported)) console.error(error);
  process.exitCode = 1;
}
if (process.connected) process.disconnect?.();
