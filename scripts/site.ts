import { ensureSiteBuilt } from "./build-site.ts";

// Builds the site unless that of the present sources is there. What goes wrong is told and no more:
// the servers start without pages, or with those of the last build.
const SIGNAL_STATUS = 130;
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stop.abort());
}
try {
  await ensureSiteBuilt({ say: (line) => console.error(`${line} …`), signal: stop.signal });
} catch (error) {
  if (!stop.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = stop.signal.aborted ? SIGNAL_STATUS : 1;
}
