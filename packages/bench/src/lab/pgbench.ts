import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BenchDatabase, BenchEvent } from "./bench-database.ts";
import { findProgram } from "./find-program.ts";
import type { Lab } from "./lab.ts";
import { runProgram } from "./run-program.ts";

const THREADS_MAX = 2;

// The counter comes last, so that its lock is held for little more than the commit: the best that
// one transaction for each reservation can do.
const functions = (item: string): string => `
  CREATE FUNCTION bench_reserve(event uuid, type uuid, quantity int) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
      status, items, customer_email)
    SELECT uuidv7(), event, gen_random_uuid(), n, at, at + interval '15 minutes', 'held',
      ARRAY[ARRAY[t.position, 1, t.price_amount]], 'buyer.' || n || '@example.com'
    FROM ticket_types t, generate_series(1, quantity) AS n,
      LATERAL (SELECT date_trunc('milliseconds', statement_timestamp()) AS at) AS instant
    WHERE t.event_id = event AND t.id = type;
    UPDATE inventory SET held = held + quantity
    WHERE event_id = event AND ticket_type_id = type AND held + sold + quantity <= capacity;
    IF NOT FOUND THEN RAISE 'sold out'; END IF;
  END $$;
  CREATE FUNCTION bench_reserve_one(event uuid, type uuid) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE at timestamptz := date_trunc('milliseconds', statement_timestamp());
  BEGIN
    INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
      status, items, customer_email)
    VALUES (uuidv7(), event, gen_random_uuid(), 0, at, at + interval '15 minutes', 'held',
      '{${item}}', 'buyer.0123456789ab@example.com');
    UPDATE inventory SET held = held + 1
    WHERE event_id = event AND ticket_type_id = type AND held + sold < capacity;
    IF NOT FOUND THEN RAISE 'sold out'; END IF;
  END $$`;

const ITEM = `
  SELECT format('{%s,1,%s}', position, price_amount) AS item
  FROM ticket_types WHERE event_id = $1 AND id = $2`;

/** pgbench on an event of a database. */
export interface Pgbench {
  readonly version: string;
  /**
   * @param options.groupSize reservations in one transaction.
   * @returns reservations a second.
   */
  run(options: {
    readonly clients: number;
    readonly seconds: number;
    readonly groupSize: number;
  }): Promise<number>;
}

/**
 * Prepares pgbench for an event; whoever has run it calls `reckonMinutes`, which it leaves to others.
 *
 * @returns undefined where it is not installed.
 */
export async function preparePgbench(
  lab: Lab,
  database: BenchDatabase,
  event: BenchEvent,
  signal: AbortSignal,
): Promise<Pgbench | undefined> {
  const program = await findProgram("pgbench");
  if (program === undefined) return undefined;
  const { item } = await database.one<{ item: string }>(ITEM, [event.id, event.ticketTypeIds[0]]);
  await database.prepare(async (client) => void (await client.query(functions(item))));
  const version = (await runProgram(program, ["--version"], { signal })).trim();
  const url = new URL(database.url);
  const environment = {
    PGPASSWORD: url.password,
    PATH: "/usr/bin:/bin",
    // As the API's connections are: it began on empty tables, too.
    PGOPTIONS: "-c enable_seqscan=off",
  };
  return {
    version,
    async run({ clients, seconds, groupSize }) {
      const [type] = event.ticketTypeIds;
      const call =
        groupSize === 1
          ? `bench_reserve_one('${event.id}', '${type}')`
          : `bench_reserve('${event.id}', '${type}', ${groupSize})`;
      const script = join(lab.directory, "pgbench.sql");
      await writeFile(script, `SELECT ${call};\n`);
      const args = [
        "--no-vacuum",
        "--protocol=prepared",
        `--file=${script}`,
        `--time=${seconds}`,
        `--client=${clients}`,
        `--jobs=${Math.min(clients, THREADS_MAX)}`,
        `--host=${url.hostname}`,
        `--port=${url.port}`,
        `--username=${url.username}`,
        url.pathname.slice(1),
      ];
      const output = await runProgram(program, args, { signal, environment });
      return parseTransactionsPerSecond(output) * groupSize;
    },
  };
}

/**
 * Reads what pgbench prints.
 *
 * @throws {Error} when it does not say, or a transaction failed.
 */
export function parseTransactionsPerSecond(output: string): number {
  const rate = /^tps = ([\d.]+)/m.exec(output)?.[1];
  const failed = /^number of failed transactions: (\d+)/m.exec(output)?.[1] ?? "0";
  if (rate === undefined || failed !== "0") throw new Error(`pgbench failed: ${output.trim()}`);
  return Number(rate);
}
