import type pg from "pg";
import type { Offer } from "../inventory/allocate.ts";
import type { ReservationRequest } from "./request.ts";

export interface EventForSale {
  readonly name: string;
  readonly status: "draft" | "published" | "cancelled";
  /** Names of the ticket types asked for, by position. */
  readonly ticketTypes: ReadonlyMap<number, { readonly id: string; readonly name: string }>;
}

/** A reservation that was made before under a key of the group. */
interface ExistingReservation {
  readonly id: string;
  readonly hash: bigint;
  readonly createdAt: Date;
}

/** What a group is decided by, besides the counters. */
export interface GroupTerms {
  readonly event: EventForSale | undefined;
  readonly ticketTypes: readonly Omit<Offer, "capacity" | "held" | "sold">[];
  /** Reservations that were made under one of the group's keys before, by key. */
  readonly existing: ReadonlyMap<string, ExistingReservation>;
  /** Whether a hold of the event is due and not yet released. */
  readonly hasDue: boolean;
  /** Database time. */
  readonly now: Date;
}

const EVENT = `
  SELECT name, status, starts_at AS "startsAt", ends_at AS "endsAt",
    EXISTS (SELECT FROM reservations
      WHERE event_id = $1 AND status = 'held' AND expires_at <= statement_timestamp()) AS "hasDue",
    date_trunc('milliseconds', statement_timestamp()) AS now
  FROM events WHERE id = $1`;

const TICKET_TYPES = `
  SELECT id AS "ticketTypeId", position, name, price_amount AS "unitAmount",
    max_per_reservation AS "maxPerReservation", sales_start_at AS "salesStartAt",
    sales_end_at AS "salesEndAt"
  FROM ticket_types WHERE event_id = $1 AND id = ANY ($2)`;

const EXISTING = `
  SELECT id, idempotency_key AS key, request_hash AS hash, created_at AS "createdAt"
  FROM reservations WHERE idempotency_key = ANY ($1)`;

interface ExistingRow {
  id: string;
  key: string;
  hash: string;
  createdAt: Date;
}

interface EventRow {
  name: string;
  status: EventForSale["status"];
  startsAt: Date;
  endsAt: Date | null;
  hasDue: boolean;
  now: Date;
}

interface TicketTypeRow {
  ticketTypeId: string;
  position: number;
  name: string;
  unitAmount: number;
  maxPerReservation: number;
  salesStartAt: Date | null;
  salesEndAt: Date | null;
}

/**
 * Reads what a group is decided by. Where the caller has locked the counters on this connection, each
 * statement sees everything that was committed before it was this group's turn.
 */
export async function loadTerms(
  client: pg.PoolClient,
  eventId: string,
  requests: readonly ReservationRequest[],
): Promise<GroupTerms> {
  const eventQuery = client.query<EventRow>({
    name: "group-event",
    text: EVENT,
    values: [eventId],
  });
  const typesQuery = client.query<TicketTypeRow>({
    name: "group-ticket-types",
    text: TICKET_TYPES,
    values: [eventId, ticketTypesOf(requests)],
  });
  const existingQuery = client.query<ExistingRow>({
    name: "group-existing",
    text: EXISTING,
    values: [requests.map(({ idempotencyKey }) => idempotencyKey)],
  });

  const [{ rows: eventRows }, { rows: types }, { rows: existing }] = await Promise.all([
    eventQuery,
    typesQuery,
    existingQuery,
  ]);
  const [event] = eventRows;
  return {
    event: event && {
      name: event.name,
      status: event.status,
      ticketTypes: new Map(types.map((t) => [t.position, { id: t.ticketTypeId, name: t.name }])),
    },
    ticketTypes:
      event === undefined
        ? []
        : types.map((type) => ({
            ...type,
            eventStartsAt: event.startsAt,
            eventEndsAt: event.endsAt,
          })),
    existing: new Map(
      existing.map(({ key, hash, ...rest }) => [key, { ...rest, hash: BigInt(hash) }]),
    ),
    hasDue: event?.hasDue ?? false,
    now: event?.now ?? new Date(Number.NaN),
  };
}

/** The ids of all ticket types that these requests ask for, each once. */
export function ticketTypesOf(requests: readonly ReservationRequest[]): string[] {
  return [...new Set(requests.flatMap(({ lines }) => lines.map((line) => line.ticketTypeId)))];
}
