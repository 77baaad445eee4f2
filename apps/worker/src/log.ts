import { type Logger, pino } from "pino";

const STACK_FRAMES_MAX = 8;
const CAUSES_MAX = 3;

/** A logger of JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: { app: "worker", pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
  });
}

/**
 * What a log may hold of an error. Drivers quote statements with their parameters, which are
 * people's data, so only named fields are taken.
 */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    // Such an error repeats the statement and its parameters; its cause says what happened.
    message: "params" in error ? undefined : error.message,
    code: "code" in error ? error.code : undefined,
    constraint: "constraint" in error ? error.constraint : undefined,
    frames: error.stack?.match(/^\s+at .*$/gm)?.slice(0, STACK_FRAMES_MAX),
    cause:
      error.cause === undefined || depth === CAUSES_MAX
        ? undefined
        : describeError(error.cause, depth + 1),
  };
}
