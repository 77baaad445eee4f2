import type { SnapshotQuery } from "@stampede/db/snapshot";
import { COUNTER_DRIFTS, LINES } from "./drift-counters.ts";
import {
  MINUTE_COLUMNS,
  MINUTE_DRIFTS,
  type MinuteColumn,
  PAY_SECONDS_DRIFTS,
} from "./drift-rollups.ts";

/** A ticket type whose counters are off, and by how much: the counter less the rows. */
export interface CounterDrift {
  readonly eventId: string;
  /** Null where reservations name a position that the event has no ticket type for. */
  readonly ticketTypeId: string | null;
  readonly position: number;
  /** Null where the ticket type has no counters. */
  readonly held: number | null;
  readonly sold: number | null;
  readonly revenue: number | null;
}

export interface MinuteDrift {
  readonly eventId: string;
  /** Null for reservations that lack the instant which they are counted by. */
  readonly minute: Date | null;
  readonly columns: Readonly<Record<MinuteColumn, number>>;
}

export interface PaySecondsDrift {
  readonly eventId: string;
  readonly seconds: number;
  readonly reservations: number;
}

/** Every difference between what is counted and what the reservations say. */
export interface Drifts {
  readonly counters: readonly CounterDrift[];
  readonly minutes: readonly MinuteDrift[];
  readonly paySeconds: readonly PaySecondsDrift[];
}

const COUNTERS = `
  WITH ${LINES}, ${COUNTER_DRIFTS}
  SELECT event_id AS "eventId", ticket_type_id AS "ticketTypeId", position,
         (held - rows_held)::int AS held, (sold - rows_sold)::int AS sold,
         (revenue - rows_revenue)::float8 AS revenue
  FROM counter_drifts ORDER BY event_id, position`;

const MINUTES = `
  WITH ${MINUTE_DRIFTS}
  SELECT event_id AS "eventId", minute,
         ${MINUTE_COLUMNS.map((column) => `(${column} - rows_${column})::float8 AS ${column}`).join(", ")}
  FROM minute_drifts ORDER BY event_id, minute`;

const PAY_SECONDS = `
  WITH ${PAY_SECONDS_DRIFTS}
  SELECT event_id AS "eventId", seconds, (counted - rows_counted)::int AS reservations
  FROM pay_seconds_drifts ORDER BY event_id, seconds`;

type MinuteRow = Omit<MinuteDrift, "columns"> & Record<MinuteColumn, number>;

/** Reads all drifts through one `query` on one snapshot. */
export async function readDrifts(query: SnapshotQuery): Promise<Drifts> {
  const counters = await query<CounterDrift>(COUNTERS);
  const minutes = await query<MinuteRow>(MINUTES);
  const paySeconds = await query<PaySecondsDrift>(PAY_SECONDS);
  return {
    counters,
    minutes: minutes.map(({ eventId, minute, ...columns }) => ({ eventId, minute, columns })),
    paySeconds,
  };
}
