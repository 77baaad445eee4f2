import { readVariables } from "@stampede/service/read-variables";
import { variables as of } from "@stampede/service/variables";
import { z } from "zod";

const schema = z.object({
  DATABASE_URL: of.DATABASE_URL.optional(),
  STAMPEDE_DATA_DIR: of.STAMPEDE_DATA_DIR,
  LOG_LEVEL: of.LOG_LEVEL,
  /** Set by npm, which runs a script from the repository's root: where it was called. */
  INIT_CWD: z.string().optional(),
});

/** What the commands read of the environment. */
export type Environment = z.output<typeof schema>;

/**
 * Reads the environment. An empty variable counts as one that is not set.
 *
 * @throws {StartError} with one line that names each wrong variable.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return readVariables(schema, variables);
}
