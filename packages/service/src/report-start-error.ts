import { StartError } from "./start-error.ts";

/**
 * Says on standard error in one line why a program does not start, and lets it end with status 1.
 *
 * @param app its name, such as `api`.
 * @throws what is no {@link StartError}: a fault of our own, which is worth its stack.
 */
export function reportStartError(app: string, error: unknown): void {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`stampede ${app}: ${error.message}\n`);
  process.exitCode = 1;
  // A channel to a parent that still lives would keep this process alive.
  process.channel?.unref();
}
