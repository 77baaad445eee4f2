import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stopChild } from "@stampede/embedded/child-exit";
import { keep } from "@stampede/embedded/keeper";
import type { LoadCommand, LoadMessage, LoadResult } from "./protocol.ts";

const ENTRY = fileURLToPath(new URL("process.ts", import.meta.url));
/** On top of what the command asks for: opening connections, warming up, draining. */
const EXTRA_MS_MAX = 60_000;
const STOP_STAGES = [
  { signal: "SIGTERM", waitMsMax: 1_000 },
  { signal: "SIGKILL", waitMsMax: 1_000 },
] as const;

/** Told when the measured time begins and ends, to measure other things meanwhile. */
export interface LoadObserver {
  onMeasuring(generatorPid: number): void;
  onMeasured(): void;
}

/**
 * Runs a load from a process of its own.
 *
 * @param signal aborts the run and ends that process.
 * @throws {Error} when the generator fails or is not done in time.
 */
export async function generateLoad(
  command: LoadCommand,
  observer: LoadObserver,
  signal: AbortSignal,
): Promise<LoadResult> {
  signal.throwIfAborted();
  const child = fork(ENTRY, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const { pid } = child;
  if (pid === undefined) throw new Error("the load generator could not be started");
  const keeper = keep(pid, { signal: "KILL", graceSeconds: 0 });
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const warmSeconds = command.kind === "closed" ? command.warmSeconds : 0;
  const timeMs = (command.seconds + warmSeconds) * 1_000 + EXTRA_MS_MAX;
  const timer = setTimeout(() => reject(new Error("the load generator hangs")), timeMs);
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  child.once("exit", () => reject(new Error("the load generator ended before its time")));
  child.on("message", (message) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the program started here writes to its channel
    const told = message as LoadMessage;
    if (told.kind === "ready") child.send(command);
    else if (told.kind === "measuring") observer.onMeasuring(pid);
    else if (told.kind === "measured") observer.onMeasured();
    else if (told.kind === "failed") reject(new Error(`load generator: ${told.message}`));
    else resolve(told.result);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    await stopChild(child, STOP_STAGES);
    keeper.dismiss();
  }
}
