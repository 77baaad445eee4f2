import type { Database } from "@stampede/db/client";
import { transaction } from "@stampede/db/transaction";
import { changeLockedCounters, lockCounters } from "../inventory/counters.ts";
import type { CounterDrift } from "./read-drifts.ts";
import { retryBusy } from "./retry-busy.ts";

/** A drift that can be taken off: a ticket type of the event, with counters. */
interface Mendable {
  readonly ticketTypeId: string;
  readonly held: number;
  readonly sold: number;
  readonly revenue: number;
}

/** Takes their drift off an event's counters, in one transaction. */
export async function repairCounters(
  db: Database,
  eventId: string,
  drifts: readonly CounterDrift[],
): Promise<{ mended: string[]; left: string[] }> {
  const mendable = drifts.filter(isMendable);
  const left = drifts
    .filter((drift) => !isMendable(drift))
    .map(
      ({ ticketTypeId, position }) =>
        `event ${eventId}, ${ticketTypeId === null ? `position ${position}: no such ticket type` : `ticket type ${ticketTypeId}: it has no counters`}`,
    );
  if (mendable.length === 0) return { mended: [], left };
  const outcome = await retryBusy(() => mend(db, eventId, mendable));
  return { mended: outcome.mended, left: [...left, ...outcome.left] };
}

function isMendable(drift: CounterDrift): drift is CounterDrift & Mendable {
  const { ticketTypeId, held, sold, revenue } = drift;
  return ticketTypeId !== null && held !== null && sold !== null && revenue !== null;
}

function mend(
  db: Database,
  eventId: string,
  drifts: readonly Mendable[],
): Promise<{ mended: string[]; left: string[] }> {
  return transaction(db, async (tx) => {
    const ids = drifts.map(({ ticketTypeId }) => ticketTypeId);
    const counters = await lockCounters(tx, eventId, ids);
    const byId = new Map(counters.map((counter) => [counter.ticketTypeId, counter]));
    const mended: string[] = [];
    const left: string[] = [];
    const changes = drifts.filter(({ ticketTypeId, held, sold, revenue }) => {
      const counter = byId.get(ticketTypeId);
      if (counter === undefined) return false;
      const after = { held: counter.held - held, sold: counter.sold - sold };
      const where = `event ${eventId}, ticket type ${ticketTypeId}`;
      if (after.held + after.sold > counter.capacity) {
        left.push(
          `${where}: its reservations hold ${after.held} and ${after.sold} are sold of ${counter.capacity}`,
        );
        return false;
      }
      mended.push(
        `${where}: held ${counter.held} → ${after.held}, sold ${counter.sold} → ${after.sold}, revenue by ${-revenue}`,
      );
      return true;
    });
    changeLockedCounters(
      tx,
      eventId,
      changes.map(({ ticketTypeId, held, sold, revenue }) => ({
        ticketTypeId,
        held: -held,
        sold: -sold,
        revenue: -revenue,
      })),
    );
    return { mended, left };
  });
}
