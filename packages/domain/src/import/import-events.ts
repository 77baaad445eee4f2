import { events } from "@stampede/db/schema";
import { inArray } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import { importKey } from "./import-key.ts";
import { type ImportedEvent, insertEvents } from "./insert-events.ts";
import type { SchemaOrgRecord } from "./parse-schema-org.ts";
import { type MappingOptions, toEventInput } from "./to-event-input.ts";

/**
 * In one transaction: enough that its commit hardly counts, and few enough that another import of
 * the same records, which waits for its end, never waits in vain.
 */
const EVENTS_PER_TRANSACTION_MAX = 10;

export interface ImportInput {
  /** Made where there is none with this slug. */
  readonly organizer: { readonly slug: string; readonly name: string };
  readonly records: readonly SchemaOrgRecord[];
  readonly mapping: MappingOptions;
  /** Puts new events on sale; without it they are drafts. */
  readonly publish: boolean;
  /** Only says what would happen: changes no row. */
  readonly dryRun: boolean;
  /** Told how many records are done. */
  readonly onProgress?: (done: number) => void;
}

export interface ImportResult {
  readonly created: number;
  /** Records whose events an earlier import made. They stay as they are, whatever the file says. */
  readonly unchanged: number;
  /** Records that the file holds more than once; the first counts. */
  readonly duplicates: readonly { place: string; name: string | null; firstPlace: string }[];
  readonly refused: readonly { place: string; name: string | null; reason: string }[];
}

/**
 * Imports schema.org events. A record that cannot be one is refused with its place and reason, and
 * the others go in; a second import of the same records changes nothing. An event that is cancelled
 * in the file goes in as cancelled.
 *
 * @throws the database's error; what was committed until then is found again by the next import.
 */
export async function importEvents(
  ctx: Pick<DomainContext, "db">,
  input: ImportInput,
): Promise<ImportResult> {
  const { accepted, duplicates, refused } = sort(input);
  let done = input.records.length - accepted.length;
  input.onProgress?.(done);
  let created = 0;
  for (let start = 0; start < accepted.length; start += EVENTS_PER_TRANSACTION_MAX) {
    const some = accepted.slice(start, start + EVENTS_PER_TRANSACTION_MAX);
    created += await importSome(ctx, input, some);
    done += some.length;
    input.onProgress?.(done);
  }
  return { created, unchanged: accepted.length - created, duplicates, refused };
}

async function importSome(
  ctx: Pick<DomainContext, "db">,
  { organizer, dryRun }: ImportInput,
  some: readonly ImportedEvent[],
): Promise<number> {
  const keys = some.map((event) => event.importKey);
  const found = await ctx.db.orm
    .select({ importKey: events.importKey })
    .from(events)
    .where(inArray(events.importKey, keys));
  const known = new Set(found.map((row) => row.importKey));
  const fresh = some.filter((event) => !known.has(event.importKey));
  if (dryRun || fresh.length === 0) return fresh.length;
  return insertEvents(ctx, await ensureOrganizer(ctx, organizer), fresh);
}

interface Sorted {
  readonly accepted: ImportedEvent[];
  readonly duplicates: ImportResult["duplicates"][number][];
  readonly refused: ImportResult["refused"][number][];
}

function sort({ records, mapping, organizer, publish }: ImportInput): Sorted {
  const sorted: Sorted = { accepted: [], duplicates: [], refused: [] };
  const placeOf = new Map<string, string>();
  for (const { place, name, node } of records) {
    const mapped = toEventInput(node, mapping);
    if ("problems" in mapped) {
      sorted.refused.push({ place, name, reason: mapped.problems.join("; ") });
      continue;
    }
    const key = importKey(organizer.slug, node);
    const firstPlace = placeOf.get(key);
    if (firstPlace !== undefined) {
      sorted.duplicates.push({ place, name, firstPlace });
      continue;
    }
    placeOf.set(key, place);
    const status = mapped.isCancelled ? "cancelled" : publish ? "published" : "draft";
    sorted.accepted.push({ importKey: key, input: mapped.event, status });
  }
  return sorted;
}
