import { importEvents, type ImportResult } from "@stampede/domain/import/import-events";
import { ImportFileError } from "@stampede/domain/import/import-file-error";
import { parseSchemaOrg, type SchemaOrgRecord } from "@stampede/domain/import/parse-schema-org";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";
import { UsageError } from "../explain-error.ts";
import { showProgress } from "../progress.ts";
import { readInputFile } from "../read-input-file.ts";
import { organizerName, organizerSlug, startTime, ticketType, timezone } from "./import-options.ts";

const HELP = `
What becomes of a record:
  A date without a time begins at --start-time and ends at 23:59, in --timezone; a time without an
  offset is taken to be in --timezone too. An event's own eventSchedule.scheduleTimezone wins over
  --timezone, and a time's own offset over both. Each Offer becomes a ticket type: it needs a name
  (the only one may do without), a price in EUR and an inventoryLevel; eligibleQuantity.maxValue,
  availabilityStarts and availabilityEnds are taken where they are given. An event that is cancelled
  goes in as cancelled. A record that cannot go in is named with its place and the reason, the
  others go in, and the exit status is 1.

  An event is known again by its @id, or else by its identifier or url, name and startDate: what an
  earlier import made stays as it is.

Examples:
  npm run stampede -- import events.jsonld --organizer opera --publish
  npm run stampede -- import conferences.jsonld --organizer conferences --timezone Europe/Berlin \\
    --ticket-type "Regular:4900:500" --ticket-type "VIP:19900:20" --dry-run`;

interface ImportOptions {
  readonly organizer: string;
  readonly organizerName?: string;
  readonly timezone: string;
  readonly startTime: string;
  readonly ticketType: readonly ReturnType<typeof ticketType>[number][];
  readonly publish: boolean;
  readonly dryRun: boolean;
}

/** Adds `import FILE` to the program; it ends with status 1 when a record is refused. */
export function addImport(program: Command, context: CommandContext): void {
  program
    .command("import")
    .summary("import schema.org events")
    .description("Imports schema.org events (JSON-LD): one, an array, or an @graph.")
    .argument("<file>", "a file of JSON-LD")
    .requiredOption("--organizer <slug>", "whose events they are; made if missing", organizerSlug)
    .option(
      "--organizer-name <name>",
      "its name when it is made (default: the slug)",
      organizerName,
    )
    .option("--timezone <name>", "IANA name, for times without an offset", timezone, "UTC")
    .option("--start-time <HH:MM>", "for dates without a time", startTime, "09:00")
    .option(
      "--ticket-type <NAME:CENTS:CAPACITY>",
      "for events without offers; may be given several times",
      ticketType,
      [],
    )
    .option("--publish", "put new events on sale; without it they are drafts", false)
    .option("--dry-run", "only say what would happen", false)
    .addHelpText("after", HELP)
    .action((file: string, options: ImportOptions) => importFile(context, file, options));
}

async function importFile(
  context: CommandContext,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const records = await readRecords(file, context.environment.INIT_CWD ?? process.cwd());
  const { db } = await useDatabase(context);
  const progress = showProgress("records", records.length);
  const result = await importEvents(
    { db },
    {
      organizer: { slug: options.organizer, name: options.organizerName ?? options.organizer },
      records,
      mapping: {
        timezone: options.timezone,
        startTime: options.startTime,
        ticketTypes: options.ticketType,
      },
      publish: options.publish,
      dryRun: options.dryRun,
      onProgress: (done) => progress.update(done),
    },
  ).finally(() => progress.stop());
  tell(context, file, result);
  context.print(summary(result, options));
  if (result.refused.length > 0) process.exitCode = 1;
}

async function readRecords(file: string, directory: string): Promise<SchemaOrgRecord[]> {
  try {
    return parseSchemaOrg(await readInputFile(file, directory));
  } catch (error) {
    if (error instanceof ImportFileError) throw new UsageError(`${file} ${error.message}`);
    throw error;
  }
}

function tell(context: CommandContext, file: string, result: ImportResult): void {
  for (const { place, name, reason } of result.refused) {
    context.warn(`refused: ${file} ${place}${named(name)}: ${reason}`);
  }
  for (const { place, name, firstPlace } of result.duplicates) {
    context.warn(`duplicate: ${file} ${place}${named(name)}: the same event as ${firstPlace}`);
  }
}

function named(name: string | null): string {
  return name === null ? "" : ` ${JSON.stringify(name)}`;
}

function summary(result: ImportResult, { publish, dryRun }: ImportOptions): string {
  const { created, unchanged, duplicates, refused } = result;
  const made = `${dryRun ? "would be " : ""}${publish ? "created and published" : "created as drafts"}`;
  const parts = [`${created} ${made}`, `${unchanged} unchanged`];
  if (duplicates.length > 0) parts.push(`${duplicates.length} duplicates`);
  return [...parts, `${refused.length} refused`].join(", ");
}
