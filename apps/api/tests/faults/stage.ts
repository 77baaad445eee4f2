import { randomInt, randomUUID } from "node:crypto";
import { openDatabase } from "@stampede/db/client";
import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { type AppProcess, spawnApp } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import { expect } from "vitest";
import { type Call, call, type Reply } from "../call.ts";
import { APP_SECRET, newEvent, newReservation, ORGANIZER_KEY } from "../test-api.ts";

/** A queue that is not there: setting alarms costs nothing and does nothing, and no worker runs. */
const NO_QUEUE = { QUEUE_BACKEND: "redis", REDIS_URL: "redis://127.0.0.1:1" };
const START_MS_MAX = 20_000;
/** A buyer who has had no answer for so long gives up, and fails the test. */
const PATIENCE_MS_MAX = 20_000;
const TRY_AGAIN: ReadonlySet<string> = new Set(["UNAVAILABLE", "OVERLOADED"]);

type Changes = Record<string, string | undefined>;

/** Starts an API process and waits until it can sell. */
export async function startApi(databaseUrl: string, changes: Changes = {}): Promise<AppProcess> {
  const env = {
    DATABASE_URL: databaseUrl,
    APP_SECRET,
    ORGANIZER_API_KEY: ORGANIZER_KEY,
    RATE_LIMITS: "off",
    LOG_LEVEL: "warn",
    ...NO_QUEUE,
    ...changes,
  };
  const app = await spawnApp({ entry: "apps/api/src/main.ts", env });
  await app.ready();
  return app;
}

/** Starts a worker process and waits until it takes jobs. */
export async function startWorker(databaseUrl: string, changes: Changes): Promise<AppProcess> {
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: undefined,
    QUEUE_BACKEND: undefined,
    LOG_LEVEL: "info",
    ...changes,
  };
  const worker = await spawnApp({ entry: "apps/worker/src/main.ts", env });
  await waitFor(() => worker.output().includes("taking jobs"), {
    timeoutMs: START_MS_MAX,
    describe: () => `the worker to take jobs; it wrote: ${worker.output()}`,
  });
  return worker;
}

/** An event on sale with one ticket type. */
export interface Sale {
  readonly eventId: string;
  readonly ticketTypeId: string;
}

/** Puts an event of the demo organizer's on sale. */
export async function openSale(url: string, capacity: number): Promise<Sale> {
  const headers = { "x-api-key": ORGANIZER_KEY };
  const created = await call(url, "organizer.events.create", {
    input: newEvent({ capacity }),
    headers,
  });
  const { id: eventId, ticketTypes } = created.ok(organizerEventShape);
  const published = await call(url, "organizer.events.publish", { input: { eventId }, headers });
  published.ok(organizerEventShape);
  return { eventId, ticketTypeId: ticketTypes[0]?.id ?? "" };
}

/** A reservation that its buyer was told of, and the token that it came with. */
export interface Held {
  readonly reservationId: string;
  readonly accessToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Reads a reply to `reservations.create`. */
export function heldOf(reply: Reply): Held {
  const { reservation, accessToken } = reply.ok(reserveOutput);
  return { reservationId: reservation.id, expiresAt: reservation.expiresAt, accessToken };
}

/** A request for one ticket, with a key of its own. */
export const reserveCall = ({ eventId, ticketTypeId }: Sale): Call => ({
  input: newReservation(eventId, ticketTypeId),
  headers: fromSomewhere(),
});

/** A request to pay, with a key of its own. */
export const payCall = (held: Omit<Held, "expiresAt">, paymentToken = "tok"): Call => ({
  input: { reservationId: held.reservationId, paymentToken, idempotencyKey: randomUUID() },
  headers: { authorization: `Bearer ${held.accessToken}`, ...fromSomewhere() },
});

/** Where rate limits are on and this machine is a trusted proxy, each call is another client's. */
function fromSomewhere(): Record<string, string> {
  const octets = Array.from({ length: 3 }, () => randomInt(256));
  return { "x-forwarded-for": `10.${octets.join(".")}` };
}

/** Reads a reservation as its buyer does. */
export async function read(url: string, held: Omit<Held, "expiresAt">) {
  const reply = await call(url, "reservations.get", {
    input: { reservationId: held.reservationId },
    headers: { authorization: `Bearer ${held.accessToken}` },
  });
  return reply.ok(reservationShape);
}

/**
 * Makes one call, key and all, until it is answered by more than a word to come again, as a client
 * does whose connection breaks.
 *
 * @param urlOf where to, asked before each attempt.
 */
export async function insist(urlOf: () => string, path: string, options: Call): Promise<Reply> {
  return waitFor(
    async () => {
      const reply = await call(urlOf(), path, options);
      return reply.status !== 200 && TRY_AGAIN.has(reply.error().reason) ? undefined : reply;
    },
    { timeoutMs: PATIENCE_MS_MAX, describe: `an answer to ${path}` },
  );
}

/** Buyers who come one after the other until they are told to stop. */
export interface Crowd {
  /** What they were told is theirs, in the order in which they were told. */
  readonly held: readonly Held[];
  readonly paid: readonly Held[];
  /** Waits until this many more have been told that they hold a ticket, and as many that they paid. */
  served(count: number): Promise<void>;
  /** Lets no new buyer come, and waits until all who are there have paid. */
  stop(): Promise<void>;
}

/**
 * Sends `width` buyers at a time. Each reserves one ticket and pays for it, and makes each call again
 * with the same key until it is answered; any other answer than success fails `stop`. Whose payment
 * is not known yet is asked for it at the end.
 *
 * @param options.urlOf where a buyer's next attempt goes, by the buyer's place in the crowd.
 */
export function startCrowd(options: {
  readonly databaseUrl: string;
  readonly sale: Sale;
  readonly width: number;
  readonly urlOf: (place: number) => string;
}): Crowd {
  const { databaseUrl, sale, width, urlOf } = options;
  const held: Held[] = [];
  const paid: Held[] = [];
  const unknown: { readonly mine: Held; readonly payment: Call; readonly url: () => string }[] = [];
  const closing = new AbortController();
  const buy = async (place: number): Promise<void> => {
    const url = (): string => urlOf(place);
    while (!closing.signal.aborted) {
      const mine = heldOf(await insist(url, "reservations.create", reserveCall(sale)));
      held.push(mine);
      const payment = payCall(mine);
      const reply = await insist(url, "reservations.pay", payment);
      if (isUnknown(reply)) unknown.push({ mine, payment, url });
      else {
        expect(reply.ok(reservationShape).status).toBe("paid");
        paid.push(mine);
      }
    }
  };
  const buyers = Promise.all(Array.from({ length: width }, (_, place) => buy(place)));
  // Told by `stop`; until then the others go on.
  buyers.catch(() => undefined);
  return {
    held,
    paid,
    async served(count) {
      const [heldBefore, paidBefore] = [held.length, paid.length];
      const enough = waitFor(
        () => held.length >= heldBefore + count && paid.length >= paidBefore + count,
        { timeoutMs: PATIENCE_MS_MAX, describe: "more buyers to be served" },
      );
      // A buyer who was refused ends the wait at once, with the reason.
      await Promise.race([enough, buyers]);
    },
    async stop() {
      closing.abort();
      await buyers;
      for (const { mine, payment, url } of unknown) {
        const reply = await payAfterAll(databaseUrl, url, mine, payment);
        expect(reply.ok(reservationShape).status).toBe("paid");
        paid.push(mine);
      }
    },
  };
}

/** Pays for a reservation however many attempts that takes, none of which may charge twice. */
export async function payAtLast(
  databaseUrl: string,
  urlOf: () => string,
  held: Held,
): Promise<Reply> {
  const payment = payCall(held);
  const reply = await insist(urlOf, "reservations.pay", payment);
  return isUnknown(reply) ? await payAfterAll(databaseUrl, urlOf, held, payment) : reply;
}

/**
 * Makes a call to pay again whose outcome was not known. A payment that broke off is looked up once
 * its charge must be over; nobody waits for that here. Where the gateway was never asked, its key is
 * refused for good, and the buyer pays with another.
 */
export async function payAfterAll(
  databaseUrl: string,
  urlOf: () => string,
  held: Held,
  payment: Call,
): Promise<Reply> {
  await query(
    databaseUrl,
    "UPDATE payments SET next_check_at = clock_timestamp() WHERE reservation_id = $1",
    [held.reservationId],
  );
  const reply = await insist(urlOf, "reservations.pay", payment);
  if (reply.status === 200) return reply;
  expect(reply.error().reason).toBe("PAYMENT_FAILED");
  return await insist(urlOf, "reservations.pay", payCall(held));
}

function isUnknown(reply: Reply): boolean {
  return (
    reply.status !== 200 && ["PAYMENT_PENDING", "PAYMENT_FAILED"].includes(reply.error().reason)
  );
}

/** Expects the rows of a sale to be what its buyers were told, no more and no less. */
export async function expectAsTold(databaseUrl: string, sale: Sale, crowd: Crowd): Promise<void> {
  const rows = await query<{ id: string; status: string }>(
    databaseUrl,
    "SELECT id, status FROM reservations WHERE event_id = $1",
    [sale.eventId],
  );
  const idsOf = (status: string): string[] =>
    rows.filter((row) => row.status === status).map(({ id }) => id);
  const told = (list: readonly Held[]): string[] => list.map(({ reservationId }) => reservationId);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(told(crowd.held).toSorted());
  expect(idsOf("paid").toSorted()).toEqual(told(crowd.paid).toSorted());
}

/** Expects every invariant that rows can show to hold. */
export async function expectInvariants(databaseUrl: string): Promise<void> {
  const db = openDatabase({ connectionString: databaseUrl, applicationName: "test", poolSize: 1 });
  try {
    const reports = await checkInvariants(db);
    expect(reports.filter(({ broken }) => broken > 0)).toEqual([]);
  } finally {
    await db.close();
  }
}

/** Asks the database itself, past everything that is tested. */
export async function query<Row extends object>(
  databaseUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const db = openDatabase({ connectionString: databaseUrl, applicationName: "test", poolSize: 1 });
  try {
    // A busy machine may miss the time in which a pool wants its connection.
    const { rows } = await waitFor(() => db.pool.query<Row>(text, values), { describe: text });
    return rows;
  } finally {
    await db.close();
  }
}
