import { randomUUID } from "node:crypto";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import { newEvent, newReservation, ORGANIZER_KEY, type TestApi, type World } from "./test-api.ts";

/** Who may call a procedure, and with what. */
export interface ProcedureCase {
  readonly access: "public" | "token" | "organizer";
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
  "organizer.events.create": { access: "organizer", input: () => newEvent() },
  "organizer.events.update": {
    access: "organizer",
    input: ({ eventId }) => ({ eventId, name: "Another Night" }),
  },
  "organizer.events.publish": { access: "organizer", input: anEvent },
  "organizer.events.cancel": { access: "organizer", input: anEvent },
  "organizer.events.list": { access: "organizer", input: () => ({}) },
  "organizer.events.get": { access: "organizer", input: anEvent },
  "organizer.ticketTypes.create": {
    access: "organizer",
    input: ({ eventId }) => ({ eventId, ...newEvent().ticketTypes[0], name: "VIP" }),
  },
  "organizer.ticketTypes.update": {
    access: "organizer",
    input: ({ ticketTypeId }) => ({ ticketTypeId, capacity: 20 }),
  },
  "organizer.reservations.list": { access: "organizer", input: anEvent },
  "organizer.reservations.get": { access: "organizer", input: aReservation },
  "organizer.reservations.refund": {
    access: "organizer",
    async input(world, api) {
      await paid(world, api);
      return { reservationId: world.reservationId, idempotencyKey: randomUUID() };
    },
  },
  "organizer.checkIn": {
    access: "organizer",
    async input(world, api) {
      const { tickets } = await paid(world, api);
      return { eventId: world.eventId, code: tickets[0]?.code };
    },
  },
  "statistics.byEvent": { access: "organizer", input: anEvent },
  "statistics.byTicketType": { access: "organizer", input: anEvent },
  "statistics.timeline": {
    access: "organizer",
    input: ({ eventId }) => ({
      eventId,
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
      bucket: "hour",
    }),
  },
  "statistics.funnel": { access: "organizer", input: anEvent },
  "statistics.checkIns": { access: "organizer", input: anEvent },
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
