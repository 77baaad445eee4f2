import { resolve } from "node:path";

import { readVariables, rule } from "@stampede/service/read-variables";
import { portFrom, variables as of } from "@stampede/service/variables";
import { z } from "zod";

import { ROOT } from "./root.ts";

// Also what only the API and the worker use: a wrong value is told before anything is started.
const schema = z
  .object({
    ...of,
    NODE_ENV: z.string().default("development"),
    PORT: portFrom(1).default(3_000),
    /** The embedded database is used where there is none. */
    DATABASE_URL: of.DATABASE_URL.optional(),
    /** Generated where there is none. */
    APP_SECRET: of.APP_SECRET.optional(),
    STAMPEDE_DATA_DIR: of.STAMPEDE_DATA_DIR.transform((path) => resolve(ROOT, path)),
  })
  .check(
    rule<{ NODE_ENV: string; APP_SECRET?: unknown }>(
      "APP_SECRET",
      "must be set when NODE_ENV is production",
      ({ NODE_ENV, APP_SECRET }) => NODE_ENV !== "production" || APP_SECRET !== undefined,
    ),
  );

/** What this program itself reads, and all that goes on to the API and the worker as it is. */
export type Environment = z.output<typeof schema> & {
  readonly inherited: Readonly<NodeJS.ProcessEnv>;
};

/**
 * Reads the environment. An empty variable counts as one that is not set.
 * @throws {StartError} with one line that names each wrong variable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return { ...readVariables(schema, variables), inherited: variables };
}
