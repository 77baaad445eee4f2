import type { Database } from "@stampede/db/client";
import { transaction } from "@stampede/db/transaction";
import { lockCounters } from "../inventory/counters.ts";
import { addToMinute, addToPaySeconds, type Happening } from "../statistics/rollup.ts";
import { MINUTE_COLUMNS, type MinuteColumn } from "./drift-rollups.ts";
import type { MinuteDrift, PaySecondsDrift } from "./read-drifts.ts";
import { retryBusy } from "./retry-busy.ts";

/** Rows in one transaction, so that none lasts longer than a sale's. */
const ROWS_MAX = 100;

const HAPPENINGS = [
  "reserved",
  "paid",
  "expired",
  "cancelled",
  "refunded",
] as const satisfies readonly Happening[];

/**
 * Takes their drift off an event's rollups, some rows at a time.
 *
 * @returns what cannot be mended.
 */
export async function repairRollups(
  db: Database,
  eventId: string,
  drifts: {
    readonly minutes: readonly MinuteDrift[];
    readonly paySeconds: readonly PaySecondsDrift[];
    readonly onMended: (lines: readonly string[]) => void;
  },
): Promise<string[]> {
  const { minutes, paySeconds, onMended } = drifts;
  const dated = minutes.filter(({ minute }) => minute !== null);
  for (let from = 0; from < dated.length; from += ROWS_MAX) {
    const rows = dated.slice(from, from + ROWS_MAX);
    await retryBusy(() => mendMinutes(db, eventId, rows));
    onMended(
      rows.map((row) => `event ${eventId}, minute ${row.minute?.toISOString()}: ${told(row)}`),
    );
  }
  for (let from = 0; from < paySeconds.length; from += ROWS_MAX) {
    const rows = paySeconds.slice(from, from + ROWS_MAX);
    await retryBusy(() => mendPaySeconds(db, eventId, rows));
    onMended(
      rows.map(
        ({ seconds, reservations }) =>
          `event ${eventId}, paid after ${seconds} s: by ${signed(-reservations)}`,
      ),
    );
  }
  return dated.length === minutes.length
    ? []
    : [`event ${eventId}: reservations lack the instant that they are counted by`];
}

function mendMinutes(db: Database, eventId: string, rows: readonly MinuteDrift[]): Promise<void> {
  return transaction(db, async (tx) => {
    // Whoever counts something holds these, so nobody waits for a minute of ours while we wait for his.
    await lockCounters(tx, eventId, "all");
    for (const { minute, columns } of rows) {
      if (minute === null) continue;
      const of = (unit: "reservations" | "tickets") =>
        Object.fromEntries(HAPPENINGS.map((name) => [name, -columns[`${unit}_${name}`]]));
      addToMinute(tx, eventId, minute, {
        reservations: of("reservations"),
        tickets: of("tickets"),
        revenue: -columns.revenue,
      });
    }
  });
}

function mendPaySeconds(
  db: Database,
  eventId: string,
  rows: readonly PaySecondsDrift[],
): Promise<void> {
  return transaction(db, async (tx) => {
    await lockCounters(tx, eventId, "all");
    for (const { seconds, reservations } of rows) {
      addToPaySeconds(tx, eventId, seconds, -reservations);
    }
  });
}

function told({ columns }: MinuteDrift): string {
  return MINUTE_COLUMNS.filter((column: MinuteColumn) => columns[column] !== 0)
    .map((column) => `${column} by ${signed(-columns[column])}`)
    .join(", ");
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}
