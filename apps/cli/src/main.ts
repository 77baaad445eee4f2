import { constants } from "node:os";
import type { CommandContext } from "./command-context.ts";
import { readEnvironment } from "./environment.ts";
import { explainError } from "./explain-error.ts";
import { printable } from "./printable.ts";
import { createProgram } from "./program.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const SIGNAL_STATUS_BASE = 128;

const resources = new AsyncDisposableStack();
let interrupted = false;
let debugging = false;

for (const signal of SIGNALS) process.on(signal, () => void interrupt(signal));
// The launcher that started this has died; the channel alone must not keep the process alive.
process.once("disconnect", () => void interrupt("SIGTERM"));
process.channel?.unref();

try {
  const environment = readEnvironment();
  debugging = environment.LOG_LEVEL === "debug" || environment.LOG_LEVEL === "trace";
  const context: CommandContext = {
    environment,
    resources,
    print: (line) => void process.stdout.write(`${printable(line)}\n`),
    warn: (line) => void process.stderr.write(`${printable(line)}\n`),
  };
  await createProgram(context).parseAsync();
} catch (error) {
  if (!interrupted) fail(error);
} finally {
  await resources.disposeAsync();
}

function fail(error: unknown): void {
  process.stderr.write(`stampede: ${printable(explainError(error))}\n`);
  if (debugging) console.error(error);
  process.exitCode = 1;
}

/**
 * Closes what is open and ends. The transaction that is under way is committed whole or not at all;
 * what else the command waits for is not worth waiting for.
 */
async function interrupt(signal: (typeof SIGNALS)[number]): Promise<void> {
  // Ctrl-C reaches this process and its launcher, which passes it on.
  if (interrupted) return;
  interrupted = true;
  await resources.disposeAsync();
  // oxlint-disable-next-line unicorn/no-process-exit -- a statement under way would keep it alive
  process.exit(SIGNAL_STATUS_BASE + constants.signals[signal]);
}
