import { randomUUID } from "node:crypto";

import type { Inputs, Outputs } from "@stampede/client/api";
import { createClient, type StampedeClient } from "@stampede/client/create-client";
import { type AppProcess, runApp, spawnApp } from "@stampede/testing/processes";
import { query } from "@stampede/testing/query";
import { startTestRedis } from "@stampede/testing/redis";
import { waitFor } from "@stampede/testing/wait-for";

import { ensureSiteBuilt } from "../../../scripts/build-site.ts";

const ORGANIZER_KEY = "sk_the-key-of-the-stages-organizer";
const APP_SECRET = "a-secret-that-only-the-stage-knows-0000";
const HOLD_SECONDS_DEFAULT = 900;
const WORKER_START_MS_MAX = 20_000;
const DAY_MS = 86_400_000;

export type Event = Outputs["organizer"]["events"]["get"];
export type Reservation = Outputs["reservations"]["get"];
type EventInput = Inputs["organizer"]["events"]["create"];
type TicketTypeInput = EventInput["ticketTypes"][number];

export interface StageOptions {
  /** How long reservations are held; 900 unless it is given. */
  readonly holdSeconds?: number;
  /** Variables of the API's beside the stage's own. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What differs from an ordinary event of a price of 49.00 in thirty days. */
export interface EventChanges extends Partial<Omit<EventInput, "ticketTypes">> {
  /** By name; one "Regular" unless they are given. */
  readonly ticketTypes?: Readonly<Record<string, TicketTypeChanges>>;
  readonly isDraft?: boolean;
}

export interface TicketTypeChanges extends Partial<Omit<TicketTypeInput, "name" | "price">> {
  /** Minor units; 4 900 unless it is given. */
  readonly price?: number;
}

/** A reservation, and how its buyer gets at it. */
export interface Held {
  readonly reservation: Reservation;
  readonly accessToken: string;
  /** The path of its page, with the token. */
  readonly path: string;
}

/** The API with the built site, and a worker, as processes on a database and a Redis of their own. */
export interface Stage extends AsyncDisposable {
  /** The site's origin. */
  readonly url: string;
  readonly databaseUrl: string;
  /** Calls the API as a buyer's program does. */
  readonly buyer: StampedeClient;
  /** Calls the API as the demo organizer's program does. */
  readonly organizer: StampedeClient;
  /** Makes an event of the demo organizer's, on sale unless it is a draft. */
  publish(changes?: EventChanges): Promise<Event>;
  /** Reserves tickets by the names of their types: `{ Regular: 2 }`. */
  reserve(event: Event, quantities: Record<string, number>, customer?: Customer): Promise<Held>;
  /** Pays; the token says what the simulated gateway does. */
  pay(held: Held, paymentToken?: string): Promise<Reservation>;
  refund(held: Held): Promise<Reservation>;
  /** Gives a hold back, as its buyer does. */
  giveBack(held: Held): Promise<void>;
  /** The reservation as it is now. */
  read(held: Held): Promise<Reservation>;
  /** Lets a hold end now; the worker finds out within seconds. */
  endHold(held: Held): Promise<void>;
  /** Moves all that has happened to an event into the past, by whole minutes. */
  makeOlder(event: Event, minutes: number): Promise<void>;
  /** Ends the API at once, as a crash does. */
  stopApi(): Promise<void>;
  /** Starts it again at the same address. */
  startApi(): Promise<void>;
  /** Runs the operator's command line, and gives what it prints. */
  stampede(...args: string[]): Promise<string>;
  /** What the processes have written. */
  output(): string;
}

export interface Customer {
  readonly email: string;
  readonly name?: string;
}

/**
 * Starts a stage on a migrated database, and builds the site first where it is not the sources'.
 * `openPage` of fixtures.ts opens pages on it.
 */
export async function startStage(
  databaseUrl: string,
  { holdSeconds = HOLD_SECONDS_DEFAULT, variables = {} }: StageOptions = {},
): Promise<Stage> {
  await ensureSiteBuilt();
  await using resources = new AsyncDisposableStack();
  const redis = resources.use(await startTestRedis());
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, LOG_LEVEL: "warn" };
  const startApiOn = async (port: string | undefined): Promise<AppProcess> => {
    const api = await spawnApp({
      entry: "apps/api/src/main.ts",
      env: {
        ...env,
        APP_SECRET,
        ORGANIZER_API_KEY: ORGANIZER_KEY,
        RATE_LIMITS: "off",
        HOLD_SECONDS: String(holdSeconds),
        ...(port === undefined ? {} : { PORT: port }),
        ...variables,
      },
    });
    await api.ready();
    return api;
  };
  let api = await startApiOn(undefined);
  const { url, port } = api;
  resources.defer(() => api.stop());
  const worker = resources.use(await startWorker(env));

  const buyer = createClient({ url: `${url}/trpc` });
  const organizer = createClient({ url: `${url}/trpc`, apiKey: ORGANIZER_KEY });
  const owned = resources.move();
  return {
    url,
    databaseUrl,
    buyer,
    organizer,
    publish: (changes) => publish(organizer, changes),
    reserve: (event, quantities, customer) => reserve(buyer, event, quantities, customer),
    pay: (held, paymentToken) => pay(buyer, held, paymentToken),
    refund: ({ reservation }) =>
      organizer.organizer.reservations.refund.mutate({
        reservationId: reservation.id,
        idempotencyKey: randomUUID(),
      }),
    async giveBack({ reservation, accessToken }) {
      const own = buyer.withReservation(accessToken);
      await own.cancel.mutate({ reservationId: reservation.id });
    },
    read: ({ reservation, accessToken }) =>
      buyer.withReservation(accessToken).get.query({ reservationId: reservation.id }),
    async endHold({ reservation }) {
      const text = "UPDATE reservations SET expires_at = clock_timestamp() WHERE id = $1";
      await query(databaseUrl, text, [reservation.id]);
    },
    makeOlder: (event, minutes) => makeOlder(databaseUrl, event.id, minutes),
    stopApi: () => api.kill(),
    async startApi() {
      api = await startApiOn(String(port));
    },
    async stampede(...args) {
      const { status, output } = await runApp({ entry: "apps/cli/src/main.ts", args, env });
      if (status !== 0) throw new Error(`stampede ${args.join(" ")}: ${output}`);
      return output;
    },
    output: () => api.output() + worker.output(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startWorker(env: Record<string, string>): Promise<AppProcess> {
  const worker = await spawnApp({
    entry: "apps/worker/src/main.ts",
    env: { ...env, LOG_LEVEL: "info" },
  });
  await waitFor(() => worker.output().includes("taking jobs"), {
    timeoutMs: WORKER_START_MS_MAX,
    describe: () => `the worker to take jobs; it wrote: ${worker.output()}`,
  });
  return worker;
}

async function publish(
  client: StampedeClient,
  { ticketTypes = { Regular: {} }, isDraft = false, ...changes }: EventChanges = {},
): Promise<Event> {
  const draft = await client.organizer.events.create.mutate({
    name: "An Evening of Tests",
    startsAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    timezone: "Europe/Warsaw",
    ...changes,
    ticketTypes: Object.entries(ticketTypes).map(([name, given]) => {
      const { price = 4_900, capacity = 100, ...rest } = given;
      return { name, capacity, price: { amount: price, currency: "EUR" }, ...rest };
    }),
  });
  return isDraft ? draft : client.organizer.events.publish.mutate({ eventId: draft.id });
}

async function reserve(
  client: StampedeClient,
  event: Event,
  quantities: Record<string, number>,
  customer: Customer = { email: "ada@example.com", name: "Ada Nowak" },
): Promise<Held> {
  const { reservation, accessToken } = await client.reservations.create.mutate({
    eventId: event.id,
    items: Object.entries(quantities).map(([name, quantity]) => ({
      ticketTypeId: ticketTypeId(event, name),
      quantity,
    })),
    customer,
    idempotencyKey: randomUUID(),
  });
  return { reservation, accessToken, path: `/reservations/${reservation.id}#${accessToken}` };
}

async function pay(
  client: StampedeClient,
  { reservation, accessToken }: Held,
  paymentToken = "tok",
): Promise<Reservation> {
  return client.withReservation(accessToken).pay.mutate({
    reservationId: reservation.id,
    paymentToken,
    idempotencyKey: randomUUID(),
  });
}

/** Changes the price of an event's first ticket type, in minor units. */
export async function setPrice(
  { organizer }: Pick<Stage, "organizer">,
  { ticketTypes: [first] }: Event,
  amount: number,
): Promise<void> {
  if (first === undefined) throw new Error("the event has no ticket type");
  const price = { amount, currency: "EUR" } as const;
  await organizer.organizer.ticketTypes.update.mutate({ ticketTypeId: first.id, price });
}

function ticketTypeId({ name: eventName, ticketTypes }: Event, name: string): string {
  const found = ticketTypes.find((ticketType) => ticketType.name === name);
  if (found === undefined) throw new Error(`${eventName} has no ticket type ${name}`);
  return found.id;
}

/** Every instant that tells of an event's sales; a hold still ends when it would have. */
const INSTANTS = {
  reservations: ["created_at", "paid_at", "closed_at"],
  payments: ["started_at", "settled_at"],
  refunds: ["requested_at", "settled_at"],
  event_minutes: ["minute"],
} as const;
/** Farther than any sale: no row meets another one on the way. */
const FAR_MINUTES = 100_000_000;

/** Where nothing is but what is on the way. */
const IS_FAR = "now() + interval '100 years'";

async function makeOlder(databaseUrl: string, eventId: string, minutes: number): Promise<void> {
  for (const [table, columns] of Object.entries(INSTANTS)) {
    const changes = columns.map((name) => `${name} = ${name} + $2 * interval '1 minute'`);
    const text = `UPDATE ${table} SET ${changes.join(", ")} WHERE event_id = $1`;
    await query(databaseUrl, text, [eventId, FAR_MINUTES]);
    // Not what somebody has written meanwhile, which would meet other rows the next time.
    await query(databaseUrl, `${text} AND ${columns[0]} > ${IS_FAR}`, [
      eventId,
      -FAR_MINUTES - minutes,
    ]);
  }
}
