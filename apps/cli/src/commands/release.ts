import { releasePins } from "@stampede/domain/payments/release-pins";
import { releaseDue } from "@stampede/domain/reservations/release-due";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";

/** Adds `release` to the program. */
export function addRelease(program: Command, context: CommandContext): void {
  program
    .command("release")
    .summary("release the holds that are due now")
    .description(
      "Ends every hold that is due by the database's time and puts its tickets back on sale, and\n" +
        "those that waited too long for a payment's outcome, as the worker does all the time. Safe\n" +
        "to run at any moment.",
    )
    .addHelpText("after", "\nExample:\n  npm run stampede -- release")
    .action(async () => {
      const { db } = await useDatabase(context);
      const unanswered = await releasePins({ db });
      const { reservations, tickets, more } = await releaseDue({ db });
      context.print(`Released ${tickets} tickets of ${reservations} reservations.`);
      if (unanswered > 0) {
        context.print(`Released the tickets of ${unanswered} payments without an answer.`);
      }
      if (more) context.print("There is more to release: run it again.");
    });
}
