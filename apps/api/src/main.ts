import cluster from "node:cluster";
import { createLog } from "@stampede/service/log";
import { answerLiveness } from "@stampede/service/liveness";
import { reportStartError } from "@stampede/service/report-start-error";
import { runPrimary } from "./cluster.ts";
import { readEnvironment } from "./environment.ts";
import { runProcess } from "./run-process.ts";

try {
  const environment = readEnvironment();
  if (environment.processes > 1 && cluster.isPrimary) {
    const stop = new AbortController();
    for (const reason of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
      process.on(reason, () => stop.abort());
    }
    const log = createLog({ app: "api", level: environment.logLevel });
    answerLiveness();
    process.exitCode = await runPrimary(environment.processes, log, stop.signal);
    // A channel to a parent that still lives would keep this process alive.
    process.channel?.unref();
  } else {
    await runProcess(environment);
  }
} catch (error) {
  reportStartError("api", error);
}
