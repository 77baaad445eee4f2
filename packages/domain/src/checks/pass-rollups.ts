import {
  MINUTE_COLUMNS,
  MINUTE_DRIFTS,
  type MinuteColumn,
  PAY_SECONDS_DRIFTS,
} from "./drift-rollups.ts";
import type { Pass } from "./invariant.ts";

const told = (column: MinuteColumn) =>
  `CASE WHEN ${column} <> rows_${column} THEN format('%s %s (rows say %s)', '${column}', ${column}, rows_${column}) END`;

/** The rollups, against the reservations that they sum. */
export const minutesPass: Pass = {
  name: "minutes",
  sql: `
    WITH ${MINUTE_DRIFTS}
    SELECT 15, format('event %s, minute %s: %s', event_id, minute,
                      concat_ws(', ', ${MINUTE_COLUMNS.map(told).join(", ")})), NULL
    FROM minute_drifts
    UNION ALL
    SELECT 15, format('event %s, minute %s: %s refusals of %s tickets', event_id, minute,
                      reservations_refused, tickets_refused), NULL
    FROM event_minutes WHERE reservations_refused < 0 OR tickets_refused < 0`,
};

export const paySecondsPass: Pass = {
  name: "seconds to pay",
  sql: `
    WITH ${PAY_SECONDS_DRIFTS}
    SELECT 15, format('event %s: %s payments in the seconds to pay after %s s, %s paid reservations',
                      event_id, counted, seconds, rows_counted), NULL
    FROM pay_seconds_drifts`,
};
