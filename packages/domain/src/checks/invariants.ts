/** What rows can show, as in the list of invariants of ARCHITECTURE.md. */
export const INVARIANTS = [
  { id: 1, name: "held + sold is at most the capacity, and none is negative" },
  { id: 2, name: "held and sold equal the reservations that hold and that are paid" },
  { id: 3, name: "no reservation is both paid and expired or cancelled" },
  { id: 4, name: "each hold's tickets go back exactly once" },
  { id: 5, name: "no hold ends early, or is kept more than 10 s after it is due" },
  {
    id: 6,
    name: "every charge is for one paid reservation or refunded, and the gateway's ledger agrees",
  },
  { id: 7, name: "the price paid is the price at reservation" },
  {
    id: 8,
    name: "every payment and refund whose outcome is unknown is being asked about, and resolves",
  },
  { id: 9, name: "each idempotency key has at most one effect" },
  { id: 14, name: "the tickets issued are the tickets sold, each with a code of its own" },
  { id: 15, name: "the rollups equal the reservations that they sum" },
] as const;

/** Those about replies, which leave no rows: only tests can see them. */
export const UNSEEN_INVARIANTS = [
  {
    id: 10,
    name: "a reply that was sent is durable",
    provenBy: ["packages/domain/tests/transaction.test.ts"],
  },
  {
    id: 11,
    name: "sold out is only said when it was true within the request",
    provenBy: [
      "packages/domain/src/inventory/allocate.test.ts",
      "packages/domain/src/reservations/refuse-first.test.ts",
    ],
  },
  {
    id: 12,
    name: "after a 2xx the buyer's next read shows it, on any API process",
    provenBy: ["apps/api/tests/availability-reads.test.ts"],
  },
  {
    id: 13,
    name: "no reply holds another buyer's or another organizer's row",
    provenBy: ["apps/api/tests/procedures.test.ts"],
  },
] as const;
