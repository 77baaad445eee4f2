import { randomUUID } from "node:crypto";
import { createUser } from "@stampede/auth/create-user";
import { openDatabase } from "@stampede/db/client";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { reservationShape, reserveOutput } from "@stampede/domain/reservations/shapes";
import { type ChangedRows, watchRows } from "../changed-rows.ts";
import { visit } from "../sign-in/visitor.ts";
import { createWorld, newEvent, newReservation, ORGANIZER_KEY, type TestApi } from "../test-api.ts";

const CAPACITY = 1_000_000;
const PER_RESERVATION = 1_000;
const PASSWORD = "password-of-the-fuzzer";

/** What the cases of a run are sent to. */
export interface Scene {
  readonly api: TestApi;
  readonly changedRows: ChangedRows;
  /** What there is now, by the names of `valid-inputs.ts`; with a key that nobody has used. */
  world(): Readonly<Record<string, string>>;
  /** Makes a world in which nothing has been sold, cancelled or changed yet. */
  renew(): Promise<void>;
}

/** Sets out what cases need: two organizers with a sale each, a draft, and somebody signed in. */
export async function setScene(api: TestApi): Promise<Scene> {
  const standing = { ...(await foreignWorld(api)), ...(await draft(api)), ...(await session(api)) };
  const changedRows = await watchRows(api);
  let current = { ...standing, ...(await ownWorld(api)) };
  return {
    api,
    changedRows,
    world: () => ({ ...current, freshKey: randomUUID() }),
    async renew() {
      current = { ...standing, ...(await ownWorld(api)) };
      await changedRows.take();
    },
  };
}

async function ownWorld(api: TestApi): Promise<Record<string, string>> {
  const sale = await createWorld(api, { capacity: CAPACITY, maxPerReservation: PER_RESERVATION });
  const input = newReservation(sale.eventId, sale.ticketTypeId);
  const { reservation, accessToken } = (await api.call("reservations.create", { input })).ok(
    reserveOutput,
  );
  const paid = await api.call("reservations.pay", {
    input: { reservationId: reservation.id, paymentToken: "tok", idempotencyKey: randomUUID() },
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const { tickets, code } = paid.ok(reservationShape);
  return {
    ...sale,
    usedKey: input.idempotencyKey,
    paidReservationId: reservation.id,
    paidToken: accessToken,
    ticketCode: tickets[0]?.code ?? "",
    reservationCode: code,
    organizerKey: ORGANIZER_KEY,
    truncatedKey: ORGANIZER_KEY.slice(0, -1),
    truncatedToken: sale.accessToken.slice(0, -1),
    forgedToken: `${sale.accessToken.slice(0, -1)}${sale.accessToken.endsWith("A") ? "B" : "A"}`,
  };
}

async function foreignWorld(api: TestApi): Promise<Record<string, string>> {
  const foreign = await createWorld(api, {}, api.foreignKey);
  return {
    foreignKey: api.foreignKey,
    foreignEventId: foreign.eventId,
    foreignTicketTypeId: foreign.ticketTypeId,
    foreignReservationId: foreign.reservationId,
    foreignToken: foreign.accessToken,
  };
}

async function draft(api: TestApi): Promise<Record<string, string>> {
  const headers = { "x-api-key": ORGANIZER_KEY };
  const made = await api.call("organizer.events.create", { input: newEvent(), headers });
  const listed = await api.call("organizer.events.list", { input: { limit: 1 }, headers });
  const { nextCursor } = JSON.parse(listed.text).result.data;
  return { draftEventId: made.ok(organizerEventShape).id, cursor: String(nextCursor) };
}

async function session(api: TestApi): Promise<Record<string, string>> {
  const db = openDatabase({ connectionString: api.databaseUrl, applicationName: "fuzz" });
  try {
    const email = "fuzzer@example.com";
    await createUser({ db }, { organizerSlug: "demo", email, password: PASSWORD });
    const visitor = visit(api.url);
    await visitor.post("/sign-in/email", { email, password: PASSWORD });
    const sessionCookie = visitor.cookieHeader();
    return { sessionCookie, truncatedCookie: sessionCookie.slice(0, -1) };
  } finally {
    await db.close();
  }
}
