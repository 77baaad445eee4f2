import { randomUUID } from "node:crypto";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import { newEvent, newReservation, ORGANIZER_KEY, type TestApi, type World } from "./test-api.ts";

/** Who may call a procedure, and what it does for another one of the kind. */
export interface ProcedureCase {
  readonly access: "public" | "token" | "organizer";
  /** What an organizer gets who names what is not its own; `own` where nothing is named. */
  readonly foreign?: "NOT_FOUND" | "own";
  /** Prepares what the call needs, and gives its input. */
  readonly input: (world: World, api: Pick<TestApi, "call">) => unknown;
}

const anEvent = ({ eventId }: World) => ({ eventId });
const aReservation = ({ reservationId }: World) => ({ reservationId });
const pay = (world: World) => ({
  reservationId: world.reservationId,
  paymentToken: "tok_canary_payment",
  idempotencyKey: randomUUID(),
});

async function paid(world: World, api: Pick<TestApi, "call">) {
  const headers = { authorization: `Bearer ${world.accessToken}` };
  const reply = await api.call("reservations.pay", { input: pay(world), headers });
  return reply.ok(reservationShape);
}

/** Every procedure. A test fails when one of the router's is missing here. */
export const PROCEDURES: Readonly<Record<string, ProcedureCase>> = {
  "events.list": { access: "public", input: () => ({ limit: 5 }) },
  "events.get": { access: "public", input: ({ slug }) => ({ event: slug }) },
  "events.availability": { access: "public", input: anEvent },
  "events.watchAvailability": { access: "public", input: anEvent },
  "reservations.create": {
    access: "public",
    input: ({ eventId, ticketTypeId }) => newReservation(eventId, ticketTypeId),
  },
  "reservations.get": { access: "token", input: aReservation },
  "reservations.cancel": { access: "token", input: aReservation },
  "reservations.pay": { access: "token", input: pay },
  "organizer.events.create": { access: "organizer", foreign: "own", input: () => newEvent() },
  "organizer.events.update": {
    access: "organizer",
    foreign: "NOT_FOUND",
    input: ({ eventId }) => ({ eventId, name: "Another Night" }),
  },
  "organizer.events.publish": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "organizer.events.cancel": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "organizer.events.list": { access: "organizer", foreign: "own", input: () => ({}) },
  "organizer.events.get": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "organizer.ticketTypes.create": {
    access: "organizer",
    foreign: "NOT_FOUND",
    input: ({ eventId }) => ({ eventId, ...newEvent().ticketTypes[0], name: "VIP" }),
  },
  "organizer.ticketTypes.update": {
    access: "organizer",
    foreign: "NOT_FOUND",
    input: ({ ticketTypeId }) => ({ ticketTypeId, capacity: 20 }),
  },
  "organizer.reservations.list": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "organizer.reservations.get": { access: "organizer", foreign: "NOT_FOUND", input: aReservation },
  "organizer.reservations.refund": {
    access: "organizer",
    foreign: "NOT_FOUND",
    async input(world, api) {
      await paid(world, api);
      return { reservationId: world.reservationId, idempotencyKey: randomUUID() };
    },
  },
  "organizer.checkIn": {
    access: "organizer",
    foreign: "NOT_FOUND",
    async input(world, api) {
      const { tickets } = await paid(world, api);
      return { eventId: world.eventId, code: tickets[0]?.code };
    },
  },
  "statistics.byEvent": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "statistics.byTicketType": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "statistics.timeline": {
    access: "organizer",
    foreign: "NOT_FOUND",
    input: ({ eventId }) => ({
      eventId,
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
      bucket: "hour",
    }),
  },
  "statistics.funnel": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
  "statistics.checkIns": { access: "organizer", foreign: "NOT_FOUND", input: anEvent },
};

/** The credential that the procedure asks for, of the one who may call it. */
export function credentialOf(
  { access }: ProcedureCase,
  { accessToken }: Pick<World, "accessToken">,
): Record<string, string> {
  switch (access) {
    case "public":
      return {};
    case "token":
      return { authorization: `Bearer ${accessToken}` };
    case "organizer":
      return { "x-api-key": ORGANIZER_KEY };
    default:
      return access satisfies never;
  }
}
