import type { Environment } from "./environment.ts";
import { type OperatorDatabase, openOperatorDatabase } from "./operator-database.ts";

/** What every command is given. */
export interface CommandContext {
  readonly environment: Environment;
  /** Closed at the command's end, and when it is interrupted. */
  readonly resources: AsyncDisposableStack;
  /** Writes a line of the command's result. */
  print(line: string): void;
  /** Writes a line about what goes wrong. */
  warn(line: string): void;
}

/** Opens the command's database until the command's end. */
export async function useDatabase(context: CommandContext): Promise<OperatorDatabase> {
  return context.resources.use(await openOperatorDatabase(context.environment));
}
