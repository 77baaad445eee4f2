import { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { addApiKey } from "./commands/api-key.ts";
import { addCheck } from "./commands/check.ts";
import { addImport } from "./commands/import.ts";
import { addMigrate } from "./commands/migrate.ts";
import { addRelease } from "./commands/release.ts";
import { addSignIn } from "./commands/sign-in.ts";

const HELP = `
The commands work on the database of DATABASE_URL, or else on the embedded one of
STAMPEDE_DATA_DIR: they join the one that is running, or start it for as long as they take.

Examples:
  npm run stampede -- check
  npm run stampede -- import --help`;

/** The operator's command line. */
export function createProgram(context: CommandContext): Command {
  const program = new Command("stampede")
    .description("The operator's command line of Stampede.")
    .showSuggestionAfterError()
    .addHelpText("after", HELP);
  addMigrate(program, context);
  addImport(program, context);
  addCheck(program, context);
  addRelease(program, context);
  addApiKey(program, context);
  addSignIn(program, context);
  return program;
}
