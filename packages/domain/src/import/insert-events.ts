import { events } from "@stampede/db/schema";
import { type Transaction, transaction } from "@stampede/db/transaction";
import { inArray } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { insertEvent } from "../events/insert-event.ts";
import type { CreateEventInput } from "../events/shapes.ts";
import type { Organizer } from "../organizers/organizer.ts";

export interface ImportedEvent {
  readonly importKey: string;
  readonly input: CreateEventInput;
  readonly status: "draft" | "published" | "cancelled";
}

/**
 * Puts events in, with their ticket types and counters, in one transaction; those whose import key
 * is there already are left as they are.
 *
 * @param imported some ten: they are one transaction.
 * @returns how many went in.
 */
export async function insertEvents(
  { db }: Pick<DomainContext, "db">,
  organizer: Organizer,
  imported: readonly ImportedEvent[],
): Promise<number> {
  return transaction(db, async (tx) => {
    const inserted: Record<ImportedEvent["status"], string[]> = {
      draft: [],
      published: [],
      cancelled: [],
    };
    for (const { input, importKey, status } of imported) {
      const id = await insertEvent(tx, input, organizer, importKey);
      if (id !== undefined) inserted[status].push(id);
    }
    await setStatus(tx, inserted.published, "published");
    await setStatus(tx, inserted.cancelled, "cancelled");
    return inserted.draft.length + inserted.published.length + inserted.cancelled.length;
  });
}

async function setStatus(
  tx: Transaction,
  ids: readonly string[],
  status: ImportedEvent["status"],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.orm.update(events).set({ status }).where(inArray(events.id, ids));
}
