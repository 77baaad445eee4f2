import { type DestinationStream, type Logger, pino } from "pino";

const STACK_FRAMES_MAX = 12;
const MESSAGE_LENGTH_MAX = 300;
const CAUSES_MAX = 3;

const SECRETS: readonly RegExp[] = [
  /\/\/[^\s/@]*@/g,
  /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+/g,
  /\bBearer\s+\S+/gi,
  /\bsk_[\w-]+/g,
  /\b[\w-]{4}\.[\w-]{43}\b/g,
];

/**
 * A logger of JSON lines on standard output, or on `destination`.
 *
 * @param options.app stands in each line, with the process's id.
 */
export function createLog(options: {
  readonly app: string;
  readonly level: string;
  readonly destination?: DestinationStream;
}): Logger {
  const settings = {
    level: options.level,
    base: { app: options.app, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError, reason: cleanText },
    redact: {
      paths: ["*.authorization", "*.cookie", '*["x-api-key"]', "*.paymentToken", "*.email"],
      censor: "[redacted]",
    },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

/**
 * What a log may hold of an error: nothing of the request. Drivers quote statements with their
 * parameters, and PostgreSQL quotes values in its details, so only named fields are taken.
 */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = depth < CAUSES_MAX ? error.cause : undefined;
  return {
    type: error.name,
    // Such an error repeats the statement and its parameters; its cause says what happened.
    message: "params" in error ? undefined : clean(error.message),
    code: fieldOf(error, "code"),
    reason: fieldOf(error, "reason"),
    constraint: fieldOf(error, "constraint"),
    frames: framesOf(error),
    cause: cause === undefined ? undefined : describeError(cause, depth + 1),
  };
}

/** An error's message that stands in an entry by itself. */
function cleanText(value: unknown): unknown {
  return typeof value === "string" ? clean(value) : value;
}

function clean(message: string): string {
  // The word at the cut goes too: half a secret looks like none.
  const short =
    message.length > MESSAGE_LENGTH_MAX
      ? message.slice(0, MESSAGE_LENGTH_MAX).replace(/\S+$/, "")
      : message;
  return SECRETS.reduce((text, pattern) => text.replaceAll(pattern, "[redacted]"), short);
}

function fieldOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : undefined;
}

/** The stack without its head, which repeats the message. */
function framesOf({ stack = "", message }: Error): string[] {
  const head = stack.indexOf(message);
  const lines = stack.slice(head < 0 ? 0 : head + message.length).split("\n");
  const frames = lines.filter((line) => /^\s+at /.test(line));
  return frames.slice(0, STACK_FRAMES_MAX).map((line) => line.trim());
}
