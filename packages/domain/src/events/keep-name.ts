import { earlierNames } from "@stampede/db/schema";
import type { Transaction } from "@stampede/db/transaction";
import { databaseNow } from "../clock.ts";

/**
 * Remembers a name that is about to change, for the replies that showed it. The caller has locked the
 * counters of whatever is sold under it, or a reply after its end could still show it.
 */
export async function keepName(
  tx: Transaction,
  subject: { readonly eventId: string; readonly id: string; readonly name: string },
): Promise<void> {
  await tx.orm
    .insert(earlierNames)
    .values({
      eventId: subject.eventId,
      subjectId: subject.id,
      name: subject.name,
      until: await databaseNow(tx),
    })
    // Two changes within a millisecond: the first name is the one that somebody saw.
    .onConflictDoNothing();
}
