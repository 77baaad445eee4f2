import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

import { childExit, stopChild } from "@stampede/embedded/child-exit";
import { findFreePort } from "@stampede/embedded/free-port";
import { keep } from "@stampede/embedded/keeper";

import { INHERITED } from "./environment.ts";
import { waitFor } from "./wait-for.ts";

/** One of our own programs, run as users run it. */
export interface AppProcess extends AsyncDisposable {
  pid: number;
  /** Where it listens; the environment's PORT was set to it. */
  port: number;
  url: string;
  /** What it has written to both outputs until now. */
  output(): string;
  /** Its exit status, null when a signal ended it; waits until it has ended. */
  exited: Promise<number | null>;
  /** Waits for a 200 from a path, and fails at once when the process ends before that. */
  ready(path?: string): Promise<void>;
  /** Sends a signal and, unless it only freezes or thaws, waits for the end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it in order, by force after a while. */
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, "../../..");
const READY_TIMEOUT_MS = 60_000;
const PROBE_TIMEOUT_MS = 1_000;
const STOP_STAGES = [
  { signal: "SIGCONT", waitMsMax: 1 },
  { signal: "SIGTERM", waitMsMax: 15_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
] as const;
const STAYS_ALIVE: ReadonlySet<NodeJS.Signals> = new Set(["SIGSTOP", "SIGCONT"]);

/**
 * Spawns an app on a free port. Dispose of it with `await using`; it also ends when the test
 * process does, however that ends.
 * @param options.entry the file to run, from the repository's root: `apps/api/src/main.ts`
 * @param options.env set over this process's environment; undefined takes a variable away
 * @param options.args given to the program
 */
export async function spawnApp(options: {
  entry: string;
  env?: Record<string, string | undefined>;
  args?: readonly string[];
}): Promise<AppProcess> {
  const port = Number(options.env?.["PORT"] ?? (await findFreePort()));
  const env = { ...INHERITED, PORT: String(port), ...options.env };
  const child = spawn(process.execPath, [resolve(ROOT, options.entry), ...(options.args ?? [])], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.entry} could not be spawned`);
  const keeper = keep(pid, { signal: "KILL", graceSeconds: 0 });
  const output = collectOutput(child);
  const exited = childExit(child);
  void exited.then(() => keeper.dismiss());
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await stopChild(child, STOP_STAGES);
  };
  return {
    pid,
    port,
    url,
    output,
    exited,
    stop,
    ready: (path = "/readyz") => answers(`${url}${path}`, child, output),
    kill: async (signal = "SIGKILL") => {
      child.kill(signal);
      if (!STAYS_ALIVE.has(signal)) await exited;
    },
    [Symbol.asyncDispose]: stop,
  };
}

/**
 * Runs an app to its end.
 * @returns its exit status and all that it wrote
 */
export async function runApp(options: {
  entry: string;
  env?: Record<string, string | undefined>;
  args?: readonly string[];
}): Promise<{ status: number | null; output: string }> {
  await using app = await spawnApp(options);
  const status = await app.exited;
  return { status, output: app.output() };
}

function collectOutput(child: ChildProcess): () => string {
  let collected = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => (collected += chunk));
  }
  return () => collected;
}

async function answers(url: string, child: ChildProcess, output: () => string): Promise<void> {
  await waitFor(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return true;
      return (await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).ok;
    },
    {
      timeoutMs: READY_TIMEOUT_MS,
      describe: () => `200 from ${url}; the process wrote: ${output()}`,
    },
  );
  if (child.exitCode !== null || child.signalCode !== null) {
    throw new Error(`the process ended (${child.exitCode ?? child.signalCode}): ${output()}`);
  }
}
