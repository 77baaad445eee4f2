import { StartupError } from "@stampede/embedded/startup-error";
import { z } from "zod";

const schema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/u,
      error: "must be a URL that begins with postgres://",
    })
    .optional(),
  STAMPEDE_DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "must be trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
  /** Set by npm, which runs a script from the repository's root: where it was called. */
  INIT_CWD: z.string().optional(),
});

/** What the commands read of the environment. */
export type Environment = z.output<typeof schema>;

/**
 * Reads the environment. An empty variable counts as one that is not set.
 *
 * @throws {StartupError} with one line that names each wrong variable.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.entries(variables).filter(([, value]) => value !== "");
  const parsed = schema.safeParse(Object.fromEntries(set));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new StartupError(problems.join("; "));
}
