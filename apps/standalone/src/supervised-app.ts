import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

import { childExit, type StopStage, stopChild } from "@stampede/embedded/child-exit";
import { watchLiveness } from "@stampede/service/liveness";
import { SERVER_NODE_OPTIONS } from "@stampede/service/server-node-options";

import { restartPauseMs } from "./restart-policy.ts";

/** A program of ours that runs beside this one and is started again when it ends unasked or hangs. */
export interface SupervisedApp extends AsyncDisposable {
  start(): void;
  /** From now on it is started again when it ends; before that, its end is final. */
  settled(): void;
  /** Ends it in order and starts it again, for changed sources. */
  restart(): Promise<void>;
  /**
   * Settles when it has ended for good without being asked: with one line, or with null when it
   * could not start and has said why itself.
   */
  failed: Promise<string | null>;
}

/** The app drains for at most 10 s by itself. */
const DRAIN_STAGES: readonly StopStage[] = [
  { signal: "SIGTERM", waitMsMax: 12_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
];
const RESTART_STAGES: readonly StopStage[] = [
  { signal: "SIGTERM", waitMsMax: 2_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
];

/**
 * Describes an app; `start` starts it, and disposing ends it in order.
 * @param options.name for people
 * @param options.entry the file to run, an absolute path
 * @param options.env its whole environment
 * @param options.waitsForChange an app that ends unasked stays ended until `restart`, because a
 *   change of its sources is what it needs
 */
export function superviseApp(options: {
  name: string;
  entry: string;
  env: NodeJS.ProcessEnv;
  waitsForChange: boolean;
}): SupervisedApp {
  const { promise: failed, resolve: fail } = Promise.withResolvers<string | null>();
  const stopping = new AbortController();
  const endsMs: number[] = [];
  let child: ChildProcess | null = null;
  let isSettled = false;
  let lastRestart = Promise.resolve();

  const start = (): void => {
    const started = spawnApp(options.entry, options.env);
    child = started;
    // One that is being changed may stand still in a debugger.
    if (!options.waitsForChange) endIfHung(started);
    void childExit(started).then((status) => ended(started, status));
  };
  const endIfHung = (started: ChildProcess): void => {
    watchLiveness(started, () => {
      console.error(`The ${options.name} hangs; ending it`);
      started.kill("SIGKILL");
    });
  };
  const ended = async (which: ChildProcess, status: number | null): Promise<void> => {
    if (stopping.signal.aborted || child !== which) return;
    child = null;
    const how = status === null ? "was killed" : `ended with status ${status}`;
    if (!isSettled) return fail(status === null ? `the ${options.name} ${how}` : null);
    if (options.waitsForChange) {
      return console.error(`The ${options.name} ${how}; waiting for a change`);
    }
    endsMs.push(performance.now());
    const pauseMs = restartPauseMs(endsMs);
    if (pauseMs === null) return fail(`the ${options.name} ${how}, too often to start it again`);
    console.error(`The ${options.name} ${how}; starting it again`);
    await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    if (!stopping.signal.aborted && child === null) start();
  };
  const end = async (stages: readonly StopStage[]): Promise<void> => {
    const last = child;
    child = null;
    if (last !== null) await stopChild(last, stages);
  };
  const restartAfter = async (previous: Promise<void>): Promise<void> => {
    await previous;
    await end(RESTART_STAGES);
    if (!stopping.signal.aborted && child === null) start();
  };
  return {
    failed,
    start,
    settled: () => void (isSettled = true),
    restart: () => {
      // One after another: the next one must find the port free.
      lastRestart = restartAfter(lastRestart);
      return lastRestart;
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await end(DRAIN_STAGES);
    },
  };
}

function spawnApp(entry: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [SERVER_NODE_OPTIONS, entry], {
    env,
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we end all in order.
    detached: true,
    // The channel closes when this process dies, by whatever, and the app then ends by itself.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}
