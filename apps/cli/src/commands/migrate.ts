import { migrate } from "@stampede/db/migrate";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";

/** Adds `migrate` to the program. */
export function addMigrate(program: Command, context: CommandContext): void {
  program
    .command("migrate")
    .summary("bring the database to this version")
    .description(
      "Brings the tables, and those of the queue, to this version. Does nothing where they are\n" +
        "there already. Needs a role that may create tables, and a direct connection.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  DATABASE_URL=postgres://owner@db.example/tickets npm run stampede -- migrate",
    )
    .action(async () => {
      const { connectionString } = await useDatabase(context);
      await migrate({ connectionString });
      await migrateQueues({ connectionString });
      context.print("The database is at this version.");
    });
}
