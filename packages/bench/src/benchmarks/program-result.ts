import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stopChild } from "@stampede/embedded/child-exit";
import { keep } from "@stampede/embedded/keeper";
import { z } from "zod";
import { VARIABLES } from "../environment.ts";
import type { BenchDatabase } from "../lab/bench-database.ts";
import type { Stage } from "../lab/stage.ts";
import { type Measurement, measureWork } from "../measure/load.ts";

const PROGRAM_SECONDS_MAX = 300;
const STOP_STAGES = [{ signal: "SIGKILL", waitMsMax: 2_000 }] as const;

const told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("measuring") }),
  z.object({ kind: z.literal("result"), perSecond: z.number() }),
]);

/**
 * Runs a program of `servers/` that works on a database by itself, and measures it from when it
 * says that it has begun.
 *
 * @param seconds how long it works; when not known, the time is taken.
 * @throws {Error} when it ends without a result.
 */
export async function programResult(
  stage: Stage,
  name: string,
  database: BenchDatabase,
  args: readonly string[],
  seconds?: number,
): Promise<Measurement> {
  stage.signal.throwIfAborted();
  const entry = fileURLToPath(new URL(`../servers/${name}.ts`, import.meta.url));
  const child = fork(entry, args, {
    env: { ...VARIABLES, NODE_ENV: "production", DATABASE_URL: database.url },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  const keeper = keep(pid, { signal: "KILL", graceSeconds: 0 });
  const begun = Promise.withResolvers<void>();
  const done = Promise.withResolvers<number>();
  // Whoever awaits the one that fails first hears of it.
  for (const { promise } of [begun, done]) promise.catch(() => undefined);
  const fail = (error: Error): void => {
    begun.reject(error);
    done.reject(error);
  };
  const timer = setTimeout(() => fail(new Error(`${name} hangs`)), PROGRAM_SECONDS_MAX * 1_000);
  const onAbort = (): void => fail(new Error("interrupted"));
  stage.signal.addEventListener("abort", onAbort);
  child.once("exit", () => fail(new Error(`${name} ended without a result`)));
  child.on("message", (message) => {
    const { success, data } = told.safeParse(message);
    if (!success) return;
    if (data.kind === "measuring") begun.resolve();
    else done.resolve(data.perSecond);
  });
  try {
    await begun.promise;
    const startedMs = performance.now();
    return await measureWork(stage, { program: { port: 0, pid } }, async () => {
      const perSecond = await done.promise;
      return { perSecond, seconds: seconds ?? (performance.now() - startedMs) / 1_000 };
    });
  } finally {
    clearTimeout(timer);
    stage.signal.removeEventListener("abort", onAbort);
    await stopChild(child, STOP_STAGES);
    keeper.dismiss();
  }
}
