import { spreadOf } from "../figures/percentile.ts";
import type { BenchDatabase } from "../lab/bench-database.ts";
import type { Benchmark } from "./benchmark.ts";
import { buy } from "./buy.ts";
import { fillSeconds, measurePeak } from "./closed.ts";
import { reserveRequest } from "./requests.ts";

const PAID = 2_000;
const PAID_QUICK = 200;
const BUYERS_AT_ONCE = 16;

const SIZE = `
  SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 AS bytes,
    pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS log,
    (SELECT count(*) FROM reservations)::int AS rows
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname IN ('public', 'simulated_gateway')`;

const BY_TABLE = `
  SELECT coalesce(string_agg(name || ' ' || bytes, ', ' ORDER BY bytes DESC), '') AS parts
  FROM (
    SELECT c.relname AS name, round(pg_relation_size(c.oid)::numeric / $1, 1) AS bytes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'i') AND n.nspname = 'public' AND pg_relation_size(c.oid) / $1 >= 1
  ) AS relations`;

interface Size {
  bytes: number;
  log: number;
  rows: number;
}

/** What a reservation takes on the disk. */
export const storage: Benchmark = {
  name: "storage",
  title: "PostgreSQL bytes a held reservation, all tables and indexes",
  group: "goals",
  goal: { compare: "<=", bound: 400 },
  async run(stage) {
    const { scale } = stage;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const before = await sizeOf(database);
    const rates: number[] = [];
    const sizes = [before];
    for (let round = 0; round < scale.rounds; round++) {
      const seconds = fillSeconds(stage);
      rates.push((await measurePeak(stage, api, reserveRequest(event), { seconds })).perSecond);
      sizes.push(await sizeOf(database));
    }
    const after = sizes.at(-1) ?? before;
    const held = after.rows - before.rows;
    const { parts } = await database.one<{ parts: string }>(BY_TABLE, [held]);

    const [paid, paidEvent] = [scale.isQuick ? PAID_QUICK : PAID, await database.createEvent()];
    const buyers = Array.from({ length: BUYERS_AT_ONCE }, async (_, buyer) => {
      for (let n = buyer; n < paid; n += BUYERS_AT_ONCE) await buy(api, paidEvent, 1);
    });
    await Promise.all(buyers);
    const withPaid = await sizeOf(database);
    return {
      figure: { unit: "bytes", spread: spreadOf(bytesEach(sizes)) },
      more: {
        "held reservations": held,
        "reservations a second": spreadOf(rates).median,
        "bytes by table and index": parts,
        "bytes of log a held reservation": (after.log - before.log) / held,
        "bytes a paid reservation of one ticket": (withPaid.bytes - after.bytes) / paid,
      },
    };
  },
};

/** What each round's reservations have added, for one of them. */
function bytesEach(sizes: readonly Size[]): number[] {
  return sizes.slice(1).map((size, round) => {
    const before = sizes[round] ?? size;
    return (size.bytes - before.bytes) / (size.rows - before.rows);
  });
}

async function sizeOf(database: BenchDatabase): Promise<Size> {
  const { log } = await database.one<Size>(SIZE);
  await database.prepare(async (client) => void (await client.query("VACUUM ANALYZE")));
  return { ...(await database.one<Size>(SIZE)), log };
}
