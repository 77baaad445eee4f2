import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import type { InvariantReport } from "@stampede/domain/checks/run-checks";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";

/** Adds `check` to the program; it ends with status 1 when an invariant is broken. */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command("check")
    .summary("verify the invariants")
    .description(
      "Verifies every invariant that rows can show, on one unchanging view of the database, and\n" +
        "prints the number of rows that break each. Invariants 10 to 13 are about replies, which\n" +
        "leave no rows; the tests verify them. Ends with status 1 when one is broken.",
    )
    .addHelpText("after", "\nExample:\n  npm run stampede -- check")
    .action(async () => {
      const { db } = await useDatabase(context);
      const reports = await checkInvariants(db, (report) => print(context, report));
      const broken = reports.filter((report) => report.broken > 0);
      if (broken.length === 0) {
        context.print(`All ${reports.length} hold.`);
        return;
      }
      context.print(`${broken.length} of ${reports.length} are broken.`);
      process.exitCode = 1;
    });
}

function print(context: CommandContext, { id, name, broken, examples }: InvariantReport): void {
  context.print(`${String(id).padStart(2)}  ${broken === 0 ? "ok " : "BAD"}  ${broken}  ${name}`);
  for (const example of examples) context.print(`           ${example}`);
  if (broken > examples.length) context.print(`           … and ${broken - examples.length} more`);
}
