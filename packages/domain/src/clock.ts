import type { Database } from "@stampede/db/client";
import type { Transaction } from "@stampede/db/transaction";

const NOW = "SELECT date_trunc('milliseconds', clock_timestamp()) AS now";

/** The database's time, which alone decides what is due; whole milliseconds, as it is stored. */
export async function databaseNow(db: Database | Transaction): Promise<Date> {
  const client = "client" in db ? db.client : db.pool;
  const { rows } = await client.query<{ now: Date }>({ name: "now", text: NOW });
  const [row] = rows;
  if (row === undefined) throw new Error("the database gave no time");
  return row.now;
}
