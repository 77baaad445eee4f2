import { spawn } from "node:child_process";
import { childExit, stopChild } from "@stampede/embedded/child-exit";
import { keep } from "@stampede/embedded/keeper";

const STOP_STAGES = [
  { signal: "SIGTERM", waitMsMax: 2_000 },
  { signal: "SIGKILL", waitMsMax: 1_000 },
] as const;

/**
 * Runs a program to its end; it ends with this process or with `signal` as well.
 *
 * @returns what it wrote to its standard output.
 * @throws {Error} with the last of what it wrote when it fails.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly signal: AbortSignal; readonly environment?: NodeJS.ProcessEnv },
): Promise<string> {
  options.signal.throwIfAborted();
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.environment === undefined ? {} : { env: options.environment }),
  });
  const keeper =
    child.pid === undefined ? undefined : keep(child.pid, { signal: "KILL", graceSeconds: 0 });
  const onAbort = (): void => void stopChild(child, STOP_STAGES);
  options.signal.addEventListener("abort", onAbort);
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const status = await childExit(child);
  options.signal.removeEventListener("abort", onAbort);
  keeper?.dismiss();
  options.signal.throwIfAborted();
  if (status === 0) return output;
  throw new Error(
    `${program} ended with ${status}: ${errors.trim().split("\n").slice(-3).join(" | ")}`,
  );
}
