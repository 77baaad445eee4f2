import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const DOMAIN = "packages/domain/src";
const INITIAL = "packages/db/migrations/0000_initial.sql";
const CLOCKS_OFF = { file: tests.expiry, named: "whatever the clocks of API and worker show" };

/** What keeps tickets from being sold twice, lost, or sold at the wrong time. */
export const SALE_GUARDS: readonly Guard[] = [
  {
    name: "the counters' row lock",
    edits: [
      {
        file: `${DOMAIN}/inventory/counters.ts`,
        from: "ORDER BY ticket_type_id\n  FOR UPDATE`",
        to: "ORDER BY ticket_type_id`",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "who locks counters second" }],
  },
  {
    name: "the reservation's row lock",
    edits: [
      {
        file: `${DOMAIN}/reservations/lock-reservation.ts`,
        from: 'reservationId))\n    .for("update")',
        to: "reservationId))",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "reads it as the first has left it" }],
  },
  {
    name: "the row lock of who pays or cancels",
    edits: [
      {
        file: `${DOMAIN}/reservations/lock-reservation.ts`,
        from: 'NOT (${isDue})`))\n    .for("update")',
        to: "NOT (${isDue})`))",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "reads it as the first has left it" }],
  },
  {
    name: "the CHECK against overselling",
    edits: [
      {
        file: INITIAL,
        from: `CHECK ("inventory"."held" >= 0 AND "inventory"."sold" >= 0 AND "inventory"."held" + "inventory"."sold" <= "inventory"."capacity")`,
        to: "CHECK (true)",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a change that would oversell" }],
  },
  {
    name: "a change of counters that finds no row fails",
    edits: [
      {
        file: `${DOMAIN}/inventory/counters.ts`,
        from: "SELECT 1 / (count(*) = cardinality($2))::int FROM changed",
        to: "SELECT count(*) FROM changed",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a change that finds no counters" }],
  },
  {
    name: "the unique key of reservations",
    edits: [
      {
        file: INITIAL,
        from: `CONSTRAINT "reservations_idempotency_key_unique" UNIQUE("idempotency_key")`,
        to: `CONSTRAINT "reservations_idempotency_key_unique" CHECK (true)`,
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "one key for two events at the same moment" }],
  },
  {
    name: "the look-up of a reservation's key under the lock",
    edits: [
      {
        file: `${DOMAIN}/reservations/commit-group.ts`,
        from: `const [locked, terms] = await Promise.all([
    lockCounters(tx, eventId, toLock),
    loadTerms(tx.client, eventId, requests),
  ]);`,
        to: `const terms = await loadTerms(tx.client, eventId, requests);
  const locked = await lockCounters(tx, eventId, toLock);`,
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a group that is sent twice at once" }],
  },
  {
    name: "the fingerprint of a reservation's request",
    edits: [
      {
        file: `${DOMAIN}/reservations/group-decision.ts`,
        from: "earlier.hash === request.hash",
        to: "earlier.hash === earlier.hash",
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "refuses a key that was used for another request" }],
  },
  {
    name: "a reply is made after COMMIT was confirmed",
    edits: [
      {
        file: "packages/db/src/transaction.ts",
        from: "for (const answer of sent) await answer;\n    const { command } = await commit;",
        to: 'void commit;\n    const command = "COMMIT" as string;',
      },
    ],
    noticedBy: [
      { file: tests.transaction, named: "does not commit when a statement fails" },
      { file: tests.saleGuards, named: "a change that would oversell" },
    ],
  },
  {
    name: "database time when a hold is made",
    edits: [
      {
        file: `${DOMAIN}/reservations/group-terms.ts`,
        from: "now: event?.now ?? new Date(Number.NaN)",
        to: "now: new Date()",
      },
    ],
    noticedBy: [CLOCKS_OFF],
  },
  {
    name: "what is over stays over",
    edits: [
      {
        file: `${DOMAIN}/reservations/state.ts`,
        from: "expired: {},",
        to: 'expired: { payment_captured: "paid" },',
      },
    ],
    noticedBy: [{ file: tests.state, named: "ends for good once expired" }],
  },
  {
    name: "the start of sales",
    edits: [
      {
        file: `${DOMAIN}/inventory/sales-window.ts`,
        from: `if (terms.salesStartAt !== null && now < terms.salesStartAt) return "not_started";`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "refuses outside the sales window" }],
  },
  {
    name: "the end of sales",
    edits: [
      {
        file: `${DOMAIN}/inventory/sales-window.ts`,
        from: `if (now >= salesEnd(terms)) return "ended";`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "refuses outside the sales window" }],
  },
  {
    name: "an event that is not published is not sold",
    edits: [
      {
        file: `${DOMAIN}/reservations/group-decision.ts`,
        from: `event.status === "published" ? undefined : { kind: "event_not_on_sale" }`,
        to: "undefined",
      },
    ],
    noticedBy: [{ file: tests.errors, named: "EVENT_NOT_ON_SALE is said" }],
  },
  {
    name: "the limit of tickets for one reservation",
    edits: [
      {
        file: `${DOMAIN}/inventory/allocate.ts`,
        from: "if (quantity > offer.maxPerReservation) {",
        to: "if (quantity < 0) {",
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "adds up the lines of one ticket type" }],
  },
  {
    name: "a capacity is no smaller than what is reserved",
    edits: [
      {
        file: `${DOMAIN}/events/update-ticket-type.ts`,
        from: ".where(and(ofTicketType, sql`${inventory.held} + ${inventory.sold} <= ${capacity}`))",
        to: ".where(ofTicketType)",
      },
    ],
    noticedBy: [{ file: tests.ticketTypes, named: "a capacity can fall to what is held and sold" }],
  },
  {
    name: "a price does not change while a group decides by it",
    edits: [
      {
        file: `${DOMAIN}/events/update-ticket-type.ts`,
        from: "if (capacity === undefined) await lockCounters(tx, eventId, [ticketTypeId]);\n    else await setCapacity",
        to: "if (capacity !== undefined) await setCapacity",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a price changes after the groups" }],
  },
  {
    name: "an event's name does not change while a group tells it",
    edits: [
      {
        file: `${DOMAIN}/events/update-event.ts`,
        from: '    await lockCounters(tx, input.eventId, "all");\n',
        to: "",
      },
    ],
    noticedBy: [{ file: tests.names, named: "a reservation that is made while its event is" }],
  },
];
