/**
 * A statement that looks for breaches. It gives rows of an invariant's number, what is broken and
 * where, in words, and a note; either of the last two may be NULL.
 */
export interface Pass {
  readonly name: string;
  readonly sql: string;
}

/** An instant that every minute is a whole number of minutes from. */
const EPOCH = "'2000-01-01 00:00:00Z'::timestamptz";

/** The minute in which an instant lies, UTC. A tenth of what `date_trunc` with a timezone takes. */
export const minuteOf = (instant: string): string => `date_bin('1 minute', ${instant}, ${EPOCH})`;

/** Adds something up over a reservation's items. Nearly all have one or two, which need no subquery. */
const sumOver = (items: string, of: (item: string) => string): string => `
  CASE cardinality(${items}) WHEN 3 THEN ${of(`${items}[1]`)}
    WHEN 6 THEN ${of(`${items}[1]`)} + ${of(`${items}[2]`)}
    ELSE (SELECT coalesce(sum(${of(`${items}[i]`)}), 0) FROM generate_subscripts(${items}, 1) AS i) END`;

/** How many tickets a reservation's `items` are for. */
export const ticketsIn = (items: string): string => sumOver(items, (item) => `${item}[2]::bigint`);

/** What a reservation's `items` cost, in minor units. */
export const amountOf = (items: string): string =>
  sumOver(items, (item) => `${item}[2]::bigint * ${item}[3]`);

/** Which reservations have their tickets in the counter \`held\`, and which in \`sold\`. */
export const IS_HELD = "(status = 'held' OR (status = 'paying' AND NOT given_back))";
export const IS_SOLD = "status = 'paid'";

/** Gives the rows in which any of these conditions holds as one row for each that does. */
export function breaches(
  from: string,
  conditions: readonly { invariant: number; when: string; told: string }[],
): string {
  const rows = conditions
    .map(({ invariant, when, told }) => `(${invariant}, ${when}, ${told})`)
    .join(",\n      ");
  return `
    SELECT found.invariant, found.breach, NULL
    FROM (SELECT * FROM ${from} WHERE ${conditions.map(({ when }) => `(${when})`).join(" OR ")}) AS suspects,
      LATERAL (VALUES ${rows}) AS found (invariant, is_broken, breach)
    WHERE found.is_broken`;
}
