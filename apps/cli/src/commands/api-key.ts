import type { Database } from "@stampede/db/client";
import { DomainError } from "@stampede/domain/errors";
import { createApiKey } from "@stampede/domain/organizers/create-api-key";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";
import { UsageError } from "../explain-error.ts";

/** Adds `api-key create` to the program. */
export function addApiKey(program: Command, context: CommandContext): void {
  program
    .command("api-key")
    .summary("make keys for an organizer's programs")
    .description("Makes keys for an organizer's programs.")
    .command("create")
    .description(
      "Makes a key and prints it on a line of its own. Only its hash is stored: it is not shown\n" +
        "again. Programs send it in the header x-api-key.",
    )
    .requiredOption("--organizer <slug>", "whose key it is")
    .addHelpText("after", "\nExample:\n  npm run stampede -- api-key create --organizer demo")
    .action(async ({ organizer }: { organizer: string }) => {
      const { db } = await useDatabase(context);
      context.print(await create(db, organizer));
    });
}

async function create(db: Database, organizerSlug: string): Promise<string> {
  try {
    return (await createApiKey({ db }, { organizerSlug })).key;
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== "NOT_FOUND") throw error;
    throw new UsageError(
      `no organizer has the slug ${JSON.stringify(organizerSlug)}; an import makes one`,
    );
  }
}
