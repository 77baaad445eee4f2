import type { QueueBackend } from "@stampede/jobs/backend";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const PORT_MAX = 65_535;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const portError = `must be a whole number from 1 to ${PORT_MAX}`;

// The worker signs no access token, so it is given no APP_SECRET.
const schema = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: ({ input }) => (input === undefined ? "must be set" : "must be a postgres:// URL"),
    }),
    REDIS_URL: z
      .url({ protocol: /^rediss?$/, hostname: /./, error: "must be a redis:// or rediss:// URL" })
      .optional(),
    QUEUE_BACKEND: z
      .enum(["auto", "redis", "postgres"], "must be auto, redis or postgres")
      .default("auto"),
    PAYMENT_GATEWAY: z.enum(["simulated"], "must be simulated").default("simulated"),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
    HEALTH_PORT: z
      .string()
      .regex(/^\d+$/, portError)
      .transform(Number)
      .pipe(z.int().min(1, portError).max(PORT_MAX, portError))
      .optional(),
  })
  .refine(({ QUEUE_BACKEND, REDIS_URL }) => QUEUE_BACKEND !== "redis" || REDIS_URL !== undefined, {
    path: ["REDIS_URL"],
    message: "must be set when QUEUE_BACKEND is redis",
  });

type Variables = z.output<typeof schema>;

/** What this program reads of its environment, in the shapes that it is used in. */
export interface Environment {
  readonly databaseUrl: string;
  readonly queueBackend: QueueBackend;
  readonly paymentGateway: Variables["PAYMENT_GATEWAY"];
  readonly logLevel: Variables["LOG_LEVEL"];
  /** Where `/healthz` answers on 127.0.0.1; nowhere when it is undefined. */
  readonly healthPort: number | undefined;
}

/**
 * Reads the environment; an empty variable counts as one that is not set.
 *
 * @throws {StartError} naming every wrong variable in one line, and quoting no value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const set = Object.entries(variables).filter(([, value]) => value !== "");
  const { data, error } = schema.safeParse(Object.fromEntries(set));
  if (error !== undefined) {
    const problems = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new StartError([...new Set(problems)].join("; "));
  }
  return {
    databaseUrl: data.DATABASE_URL,
    queueBackend: queueBackend(data),
    paymentGateway: data.PAYMENT_GATEWAY,
    logLevel: data.LOG_LEVEL,
    healthPort: data.HEALTH_PORT,
  };
}

function queueBackend({ QUEUE_BACKEND, REDIS_URL, DATABASE_URL }: Variables): QueueBackend {
  return REDIS_URL !== undefined && QUEUE_BACKEND !== "postgres"
    ? { kind: "redis", url: REDIS_URL }
    : { kind: "postgres", connectionString: DATABASE_URL };
}
