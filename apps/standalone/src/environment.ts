import { resolve } from "node:path";

import { StartupError } from "@stampede/embedded/startup-error";
import { z } from "zod";

import { ROOT } from "./root.ts";

const portError = "must be a whole number from 1 to 65535";
const port = z
  .string()
  .regex(/^\d{1,5}$/, portError)
  .transform(Number)
  .pipe(z.int().min(1, portError).max(65_535, portError));
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be a postgres:// URL",
});
const redisUrl = z.url({
  protocol: /^rediss?$/,
  hostname: /./,
  error: "must be a redis:// or rediss:// URL",
});

const schema = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: port.default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  QUEUE_BACKEND: z
    .enum(["auto", "redis", "postgres"], "must be auto, redis or postgres")
    .default("auto"),
  STAMPEDE_DATA_DIR: z
    .string()
    .default(".data")
    .transform((path) => resolve(ROOT, path)),
  /** One or several; the API checks them. */
  APP_SECRET: z.string().optional(),
  ORGANIZER_API_KEY: z.string().optional(),
});

/** What this program itself reads; all else goes on to the API and the worker as it is. */
export type Environment = z.output<typeof schema>;

/**
 * Reads the environment. An empty variable counts as one that is not set.
 * @throws StartupError with one line that names each wrong variable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(variables).filter(([, value]) => value !== "");
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new StartupError([...new Set(problems)].join("; "));
  }
  if (parsed.data.NODE_ENV === "production" && parsed.data.APP_SECRET === undefined) {
    throw new StartupError("APP_SECRET must be set when NODE_ENV is production");
  }
  return parsed.data;
}
