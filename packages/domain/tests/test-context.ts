import { type Database, openDatabase } from "@stampede/db/client";
import { createTestDatabase } from "@stampede/testing/database";
import { createDomainContext, type OwnedDomainContext } from "../src/create-context.ts";
import { createEvent } from "../src/events/create-event.ts";
import { publishEvent } from "../src/events/publish-event.ts";
import type { OrganizerEvent } from "../src/events/shapes.ts";
import { createEventInput } from "../src/events/shapes.ts";
import { ensureOrganizer } from "../src/organizers/ensure-organizer.ts";
import type { Organizer } from "../src/organizers/organizer.ts";
import { createSimulatedGateway } from "../src/payments/simulated-gateway.ts";
import type { ReserveInput } from "../src/reservations/shapes.ts";

const HOLD_SECONDS = 900;
/** A busy machine takes its time to start a connection, which is not what is tested. */
const ACQUIRE_TIMEOUT_MS = 10_000;
const SECRET = "a secret that only tests know, 32 characters and more";
const DAY_MS = 86_400_000;

/** A database of the test's own and everything that a function of the domain is given. */
export interface TestContext extends AsyncDisposable {
  readonly ctx: OwnedDomainContext;
  readonly db: Database;
  readonly url: string;
  readonly organizer: Organizer;
  /** Instants that alarms were set for. */
  readonly alarms: Date[];
  /** A published event in 30 days with these ticket types: name → what differs from the defaults. */
  publish(ticketTypes: Record<string, Partial<TicketTypeInput>>): Promise<TestEvent>;
  /** Moves the end of a hold to `overdueMs` before now. */
  makeDue(reservationId: string, overdueMs?: number): Promise<void>;
}

interface TicketTypeInput {
  capacity: number;
  priceAmount: number;
  maxPerReservation: number;
  salesStartAt: string;
  salesEndAt: string;
}

export interface TestEvent extends OrganizerEvent {
  /** The id of the ticket type with this name. */
  type(name: string): string;
  /** A buyer's request for these quantities by name, with a key of its own. */
  request(quantities: Record<string, number>): ReserveInput;
}

export async function createTestContext(
  options: { holdSeconds?: number } = {},
): Promise<TestContext> {
  const database = await createTestDatabase();
  const db = openDatabase({
    connectionString: database.url,
    applicationName: "test",
    acquireTimeoutMs: ACQUIRE_TIMEOUT_MS,
  });
  const alarms: Date[] = [];
  const alarm = (instant: Date): void => void alarms.push(instant);
  const ctx = createDomainContext({
    db,
    gateway: createSimulatedGateway(db),
    appSecrets: [SECRET],
    holdSeconds: options.holdSeconds ?? HOLD_SECONDS,
    alarms: { releaseAt: alarm, reconcileAt: alarm, windUpAt: alarm },
    log: { warn: () => undefined, error: () => undefined },
  });
  const organizer = await ensureOrganizer(ctx, { slug: "tests", name: "Tests" });
  return {
    ctx,
    db,
    url: database.url,
    organizer,
    alarms,
    publish: (ticketTypes) => publishTestEvent(ctx, organizer, ticketTypes),
    async makeDue(reservationId, overdueMs = 1) {
      await db.pool.query(
        `UPDATE reservations SET expires_at = clock_timestamp() - $2 * interval '1 ms' WHERE id = $1`,
        [reservationId, overdueMs],
      );
    },
    async [Symbol.asyncDispose]() {
      await ctx.close();
      await db.close();
      await database.drop();
    },
  };
}

async function publishTestEvent(
  ctx: OwnedDomainContext,
  organizer: Organizer,
  ticketTypes: Record<string, Partial<TicketTypeInput>>,
): Promise<TestEvent> {
  const input = createEventInput.parse({
    name: "A concert",
    startsAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    timezone: "Europe/Warsaw",
    ticketTypes: Object.entries(ticketTypes).map(([name, given]) => {
      const { priceAmount = 4_900, capacity = 100, ...rest } = given;
      return { name, capacity, price: { amount: priceAmount, currency: "EUR" }, ...rest };
    }),
  });
  const draft = await createEvent(ctx, input, organizer);
  const event = await publishEvent(ctx, { eventId: draft.id }, organizer);
  const type = (name: string): string => {
    const found = event.ticketTypes.find((ticketType) => ticketType.name === name);
    if (found === undefined) throw new Error(`no ticket type ${name}`);
    return found.id;
  };
  return {
    ...event,
    type,
    request: (quantities) => ({
      eventId: event.id,
      items: Object.entries(quantities).map(([name, quantity]) => ({
        ticketTypeId: type(name),
        quantity,
      })),
      customer: { email: "buyer@example.com", name: "A Buyer" },
      idempotencyKey: crypto.randomUUID(),
    }),
  };
}
