import { z } from "zod";
import { StartError } from "./start-error.ts";

/**
 * Reads a program's variables; an empty one counts as one that is not set.
 *
 * @param schema of the variables that the program reads, each by its name.
 * @throws {StartError} naming every wrong variable in one line, and quoting no value.
 */
export function readVariables<Schema extends z.ZodType>(
  schema: Schema,
  variables: NodeJS.ProcessEnv,
): z.output<Schema> {
  const set = Object.entries(variables).filter(([, value]) => value !== "");
  const { data, error } = schema.safeParse(Object.fromEntries(set));
  if (error === undefined) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new StartError([...new Set(problems)].join("; "));
}

/**
 * A rule of one variable that depends on others. It is also tried where other variables are wrong,
 * so that one line names everything that is to be corrected.
 *
 * @param holds is given values that may be wrong, and then refused for that.
 */
export function rule<Values extends object>(
  name: keyof Values & string,
  message: string,
  holds: (values: Values) => boolean,
) {
  return z.refine<Values>(holds, { path: [name], message, when: () => true });
}
