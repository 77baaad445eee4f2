import { type Database, openDatabase } from "@stampede/db/client";
import { migrate } from "@stampede/db/migrate";
import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import type { InvariantReport } from "@stampede/domain/checks/run-checks";
import { createEvent } from "@stampede/domain/events/create-event";
import { publishEvent } from "@stampede/domain/events/publish-event";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { DEMO_ORGANIZER } from "@stampede/domain/organizers/organizer";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import pg from "pg";
import type { Lab } from "./lab.ts";

const POOL_SIZE = 4;
const YEAR_MS = 365 * 86_400_000;
/** More than any run sells, and the most that a ticket type may have. */
const CAPACITY_AMPLE = 10_000_000;
const PRICE_AMOUNT = 4_900;

/** An event on sale. */
export interface BenchEvent {
  readonly id: string;
  readonly ticketTypeIds: readonly string[];
}

/** A migrated database of its own. */
export interface BenchDatabase extends AsyncDisposable {
  readonly url: string;
  readonly db: Database;
  /** Puts an event with so many ticket types on sale. */
  createEvent(options?: {
    ticketTypes?: number;
    capacity?: number;
    price?: number;
  }): Promise<BenchEvent>;
  /** Runs statements that may take long and need not be durable at once, such as filling tables. */
  prepare(work: (client: pg.Client) => Promise<void>): Promise<void>;
  /** One row of one statement. */
  one<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row>;
  check(): Promise<InvariantReport[]>;
}

/** Makes a database in the lab's PostgreSQL; it is dropped when it is disposed of. */
export async function createBenchDatabase(lab: Lab, name: string): Promise<BenchDatabase> {
  const url = new URL(lab.postgres.url);
  await runOn(url.href, (client) => client.query(`CREATE DATABASE ${name}`));
  const adminUrl = url.href;
  url.pathname = `/${name}`;
  const connectionString = url.href;
  await migrate({ connectionString });
  if (lab.redis === undefined) await migrateQueues({ connectionString });
  const db = openDatabase({
    connectionString,
    applicationName: "stampede-bench",
    poolSize: POOL_SIZE,
  });
  const organizer = await ensureOrganizer({ db }, DEMO_ORGANIZER);
  let events = 0;
  return {
    url: connectionString,
    db,
    async createEvent({ ticketTypes = 1, capacity = CAPACITY_AMPLE, price = PRICE_AMOUNT } = {}) {
      const startsAt = new Date(Date.now() + YEAR_MS).toISOString();
      const event = await createEvent(
        { db },
        {
          name: `Event ${++events}`,
          description: "",
          startsAt,
          timezone: "Europe/Berlin",
          ticketTypes: Array.from({ length: ticketTypes }, (_, index) => ({
            name: `Ticket type ${index + 1}`,
            description: "",
            price: { amount: price, currency: "EUR" as const },
            capacity,
            maxPerReservation: 10,
          })),
        },
        organizer,
      );
      await publishEvent({ db }, { eventId: event.id }, organizer);
      return { id: event.id, ticketTypeIds: event.ticketTypes.map(({ id }) => id) };
    },
    prepare: (work) =>
      runOn(connectionString, async (client) => {
        await client.query("SET synchronous_commit = off");
        await work(client);
      }),
    async one<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const { rows } = await db.pool.query<Row>(text, values);
      const [row] = rows;
      if (row === undefined) throw new Error(`no row from: ${text}`);
      return row;
    },
    check: () => checkInvariants(db),
    async [Symbol.asyncDispose]() {
      await db.close();
      await runOn(adminUrl, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}

async function runOn(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: "stampede-bench" });
  // The server's end is reported by the statement that it interrupts.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
