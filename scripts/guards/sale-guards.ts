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
      { file: `${DOMAIN}/reservations/lock-reservation.ts`, from: '\n    .for("update")', to: "" },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "who locks a reservation second" }],
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
    name: "database time when a hold expires",
    edits: [
      {
        file: `${DOMAIN}/reservations/release-due.ts`,
        from: "r.expires_at <= statement_timestamp())`",
        to: "r.expires_at <= '${new Date(Date.now()).toISOString()}')`",
      },
    ],
    noticedBy: [CLOCKS_OFF],
  },
  {
    name: "a hold is released when it is due and not before",
    edits: [
      {
        file: `${DOMAIN}/reservations/expire-due.ts`,
        from: "status = 'held' AND expires_at <= statement_timestamp()",
        to: "status = 'held'",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a release ends what is due and nothing else" }],
  },
  {
    name: "a hold is released once",
    edits: [
      {
        file: `${DOMAIN}/reservations/expire-due.ts`,
        from: "event_id = $1 AND status = 'held' AND expires_at",
        to: "event_id = $1 AND expires_at",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a release ends what is due and nothing else" }],
  },
  {
    name: "a release takes the reservation's lock",
    edits: [
      {
        file: `${DOMAIN}/reservations/expire-due.ts`,
        from: "\n    FOR UPDATE SKIP LOCKED",
        to: "",
      },
    ],
    noticedBy: [
      { file: tests.saleGuards, named: "a release passes over a hold that somebody changes" },
    ],
  },
  {
    name: "a release locks the counters before the holds",
    edits: [
      {
        file: `${DOMAIN}/reservations/release-due.ts`,
        from: '  await lockCounters(tx, eventId, "all");\n  const expired = await expireDue(tx, eventId, RELEASE_GROUP_MAX);',
        to: '  const expired = await expireDue(tx, eventId, RELEASE_GROUP_MAX);\n  await lockCounters(tx, eventId, "all");',
      },
    ],
    noticedBy: [
      {
        file: tests.saleGuards,
        named: "a release that waits for the counters has no due hold in its hands",
      },
    ],
  },
  {
    name: "a cancelled hold gives its tickets back once",
    edits: [
      {
        file: `${DOMAIN}/reservations/state.ts`,
        from: "cancelled: {},",
        to: 'cancelled: { cancel: "cancelled" },',
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "puts the tickets back at once, and once" }],
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
