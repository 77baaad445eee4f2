import cluster from "node:cluster";
import { runPrimary } from "./cluster.ts";
import { EnvironmentError, readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";
import { runProcess } from "./run-process.ts";
import { StartError } from "./start-error.ts";

try {
  const environment = readEnvironment();
  if (environment.processes > 1 && cluster.isPrimary) {
    const stop = new AbortController();
    for (const reason of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
      process.on(reason, () => stop.abort());
    }
    const log = createLog(environment.logLevel);
    const status = await runPrimary(environment.processes, log, stop.signal);
    end(status);
  } else {
    await runProcess(environment);
  }
} catch (error) {
  if (!(error instanceof EnvironmentError || error instanceof StartError)) throw error;
  process.stderr.write(`stampede api: ${error.message}\n`);
  end(1);
}

function end(status: number): void {
  process.exitCode = status;
  // A channel to a parent that still lives would keep this process alive.
  process.channel?.unref();
}
