import { randomUUID } from "node:crypto";
import { openDatabase } from "@stampede/db/client";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { createApiKey } from "@stampede/domain/organizers/create-api-key";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { reserveOutput } from "@stampede/domain/reservations/shapes";
import { createLog } from "@stampede/service/log";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import { startApi } from "../src/api.ts";
import { readEnvironment } from "../src/environment.ts";
import { type Call, call, type Reply } from "./call.ts";

export const ORGANIZER_KEY = "sk_canary-organizer-key-of-the-demo";
export const APP_SECRET = "canary-app-secret-of-forty-characters-000";

/** An API on a database of its own, and two organizers. */
export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly databaseUrl: string;
  /** A key of another organizer than the demo's. */
  readonly foreignKey: string;
  /** What was logged until now. */
  logged(): string;
  call(path: string, options?: Call): Promise<Reply>;
  /** A query in the API's database. */
  rows(text: string): Promise<Record<string, unknown>[]>;
}

/**
 * Starts the API inside this process, on a free port.
 *
 * @param onLine is told of each line that is logged, before it is kept; it may throw as a disk does.
 */
export async function startTestApi(
  variables: NodeJS.ProcessEnv = {},
  onLine: (line: string) => void = () => undefined,
): Promise<TestApi> {
  return serveTestApi(await createTestDatabase(), variables, onLine);
}

/** The same on a migrated database that is dropped at the end. */
export async function serveTestApi(
  database: Pick<TestDatabase, "url" | "drop">,
  variables: NodeJS.ProcessEnv = {},
  onLine: (line: string) => void = () => undefined,
): Promise<TestApi> {
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    PORT: "0",
    APP_SECRET,
    ORGANIZER_API_KEY: ORGANIZER_KEY,
    QUEUE_BACKEND: "postgres",
    RATE_LIMITS: "off",
    // Whatever happens to be built is not what these tests are about.
    SITE_DIRECTORY: "nowhere",
    ...variables,
  });
  const lines: string[] = [];
  const log = createLog({
    app: "api",
    level: "trace",
    destination: {
      write(line) {
        onLine(line);
        lines.push(line);
      },
    },
  });
  const api = await startApi(environment, log);
  const db = openDatabase({ connectionString: database.url, applicationName: "test", poolSize: 2 });
  await ensureOrganizer({ db }, { slug: "foreign", name: "Foreign" });
  const { key } = await createApiKey({ db }, { organizerSlug: "foreign" });
  const url = `http://127.0.0.1:${api.port}`;
  return {
    url,
    databaseUrl: database.url,
    foreignKey: key,
    logged: () => lines.join(""),
    call: (path, options) => call(url, path, options),
    async rows(text) {
      const result = await db.pool.query<Record<string, unknown>>(text);
      return result.rows;
    },
    async [Symbol.asyncDispose]() {
      await api.close();
      await db.close();
      await database.drop();
    },
  };
}

/** An event on sale, and a reservation of one of its tickets. */
export interface World {
  readonly eventId: string;
  readonly slug: string;
  readonly ticketTypeId: string;
  readonly reservationId: string;
  readonly accessToken: string;
}

/** Makes a world through the API: the demo organizer's, unless another one's key is given. */
export async function createWorld(
  api: Pick<TestApi, "call">,
  { capacity = 10, ...changes }: EventChanges = {},
  key = ORGANIZER_KEY,
): Promise<World> {
  const asOrganizer = { "x-api-key": key };
  const created = await api.call("organizer.events.create", {
    input: newEvent({ capacity, ...changes }),
    headers: asOrganizer,
  });
  const { id: eventId, slug, ticketTypes } = created.ok(organizerEventShape);
  const [ticketTypeId = ""] = ticketTypes.map(({ id }) => id);
  await api.call("organizer.events.publish", { input: { eventId }, headers: asOrganizer });
  const reserved = await api.call("reservations.create", {
    input: newReservation(eventId, ticketTypeId),
  });
  const { reservation, accessToken } = reserved.ok(reserveOutput);
  return { eventId, slug, ticketTypeId, reservationId: reservation.id, accessToken };
}

interface EventChanges {
  readonly capacity?: number;
  /** Minor units. */
  readonly price?: number;
  readonly maxPerReservation?: number;
}

export const newEvent = ({ capacity = 10, price = 4_900, ...limits }: EventChanges = {}) => ({
  name: "Night of the Canaries",
  startsAt: "2099-06-01T18:00:00.000Z",
  timezone: "Europe/Warsaw",
  ticketTypes: [
    { name: "Regular", price: { amount: price, currency: "EUR" }, capacity, ...limits },
  ],
});

export const newReservation = (eventId: string, ticketTypeId: string, quantity = 1) => ({
  eventId,
  items: [{ ticketTypeId, quantity }],
  customer: { email: "canary.buyer@example.com", name: "Canary Buyer" },
  idempotencyKey: randomUUID(),
});
