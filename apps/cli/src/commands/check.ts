import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import { UNSEEN_INVARIANTS } from "@stampede/domain/checks/invariants";
import { repairDrift } from "@stampede/domain/checks/repair-drift";
import type { InvariantReport } from "@stampede/domain/checks/run-checks";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";

/** Adds `check` to the program; it ends with status 1 when an invariant is broken. */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command("check")
    .summary("verify the invariants, and mend what is counted wrong")
    .description(
      "Verifies every invariant that rows can show, on one unchanging view of the database, and\n" +
        "prints the number of rows that break each, with up to five of them, and the totals of both\n" +
        "ledgers. Invariants 10 to 13 are about replies, which leave no rows: it says which tests\n" +
        "prove them, and counts none as passed. Ends with status 1 when one is broken.",
    )
    .option(
      "--repair",
      "mend counters and rollups that differ from the reservations, each event under its locks;\n" +
        "safe while tickets are sold. Prints what it changed, then verifies again; what it cannot\n" +
        "mend it leaves, and ends with status 1",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  npm run stampede -- check\n  npm run stampede -- check --repair",
    )
    .action(async (options: { readonly repair?: true }) => {
      const { db } = await useDatabase(context);
      let broken = report(context, await checkInvariants(db));
      if (options.repair && broken > 0) {
        const { mended, left } = await repairDrift(db, (line) => context.print(`mended: ${line}`));
        for (const line of left) context.print(`left: ${line}`);
        context.print(`Mended ${mended.length}, left ${left.length}.`);
        broken = report(context, await checkInvariants(db));
      }
      if (broken > 0) process.exitCode = 1;
    });
}

/** Prints what was found, and gives how many invariants are broken. */
function report(context: CommandContext, reports: readonly InvariantReport[]): number {
  const seen = reports.map((one) => ({ id: one.id, lines: linesOf(one) }));
  const unseen = UNSEEN_INVARIANTS.map(({ id, name, provenBy }) => ({
    id,
    lines: [
      `${column(id)}  --   -  ${name}`,
      `           leaves no rows; see ${provenBy.join(", ")}`,
    ],
  }));
  const byId = [...seen, ...unseen].toSorted((a, b) => a.id - b.id);
  for (const line of byId.flatMap(({ lines }) => lines)) context.print(line);
  const broken = reports.filter((one) => one.broken > 0).length;
  context.print(
    broken === 0 ? `All ${reports.length} hold.` : `${broken} of ${reports.length} are broken.`,
  );
  return broken;
}

function linesOf({ id, name, broken, examples, note }: InvariantReport): string[] {
  const more = broken - examples.length;
  return [
    `${column(id)}  ${broken === 0 ? "ok " : "BAD"}  ${broken}  ${name}`,
    ...(note === null ? [] : [note]).map(indented),
    ...examples.map(indented),
    ...(more > 0 ? [`… and ${more} more`] : []).map(indented),
  ];
}

function column(id: number): string {
  return String(id).padStart(2);
}

function indented(line: string): string {
  return `           ${line}`;
}
