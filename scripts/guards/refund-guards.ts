import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const PAYMENTS = "packages/domain/src/payments";
const INITIAL = "packages/db/migrations/0000_initial.sql";

/** What keeps money from being given back twice, and tickets of a cancelled event from drifting. */
export const REFUND_GUARDS: readonly Guard[] = [
  {
    name: "the unique key of refunds",
    edits: [
      {
        file: INITIAL,
        from: `CONSTRAINT "refunds_idempotency_key_unique" UNIQUE("idempotency_key")`,
        to: `CONSTRAINT "refunds_idempotency_key_unique" CHECK (true)`,
      },
      {
        file: `${PAYMENTS}/insert-refund.ts`,
        from: ".onConflictDoNothing({ target: refunds.idempotencyKey })",
        to: ".onConflictDoNothing()",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "one key for two reservations refunds one" }],
  },
  {
    name: "the look-up of a refund's key under the lock",
    edits: [
      {
        file: `${PAYMENTS}/refund-reservation.ts`,
        from: "const reservation = await lockReservation(tx, reservationId);\n    const [earlier] = await tx.orm\n      .select()\n      .from(refunds)\n      .where(eq(refunds.idempotencyKey, idempotencyKey));",
        to: "const [earlier] = await tx.orm\n      .select()\n      .from(refunds)\n      .where(eq(refunds.idempotencyKey, idempotencyKey));\n    const reservation = await lockReservation(tx, reservationId);",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "a refund that is sent twice at once" }],
  },
  {
    name: "the key of a refund belongs to one reservation",
    edits: [
      {
        file: `${PAYMENTS}/refund-reservation.ts`,
        from: "if (earlier.reservationId !== reservationId) throw keyReused();",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "one key for two reservations refunds one" }],
  },
  {
    name: "only what is paid is refunded",
    edits: [
      {
        file: `${PAYMENTS}/refund-reservation.ts`,
        from: `if (to === undefined || status !== "paid") {`,
        to: `if (to === undefined) {`,
      },
    ],
    noticedBy: [{ file: tests.refund, named: "for what is not paid" }],
  },
  {
    name: "a refund is finished once",
    edits: [
      {
        file: `${PAYMENTS}/refund-payment.ts`,
        from: `if (pending.status === "done") return pending;`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "a refund that two see made" }],
  },
  {
    name: "the ledger's CHECK against refunding twice",
    edits: [
      {
        file: "packages/db/migrations/0002_simulated_gateway_refunds.sql",
        from: `CHECK ("simulated_gateway"."charges"."refunded" BETWEEN 0 AND "simulated_gateway"."charges"."amount")`,
        to: "CHECK (true)",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "the ledger gives no more back than it took" }],
  },
  {
    name: "the gateway refunds no more than it took",
    edits: [
      {
        file: `${PAYMENTS}/simulated-gateway.ts`,
        from: "\n      AND refunded + $3::bigint <= amount",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.gateway, named: "refunds once for each key" }],
  },
  {
    name: "a refund is asked of the gateway that was paid",
    edits: [
      {
        file: `${PAYMENTS}/refund-payment.ts`,
        from: "if (payment?.gateway !== ctx.gateway.name) {",
        to: "if (payment === undefined) {",
      },
    ],
    noticedBy: [{ file: tests.refundGuards, named: "of the gateway that took the money" }],
  },
  {
    name: "winding up refunds a reservation once",
    edits: [
      { file: `${PAYMENTS}/refund-group.ts`, from: "\n  FOR UPDATE OF r SKIP LOCKED`", to: "`" },
    ],
    noticedBy: [{ file: tests.refundGuards, named: "refund each reservation once" }],
  },
  {
    name: "winding up ends a hold once",
    edits: [{ file: `${PAYMENTS}/cancel-holds.ts`, from: "\n    FOR UPDATE SKIP LOCKED", to: "" }],
    noticedBy: [{ file: tests.refundGuards, named: "end each hold once" }],
  },
  {
    name: "a name does not change while a refund tells it",
    edits: [
      {
        file: `${PAYMENTS}/refund-payment.ts`,
        from: "  sendLockItems(tx, eventId, await reservedItems(tx, reservation));\n",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.names, named: "a refund that is made while its" }],
  },
  {
    name: "a late success takes back what is due",
    edits: [
      {
        file: `${PAYMENTS}/are-available.ts`,
        from: "await takeBack(tx, eventId, { counters, short, mayBeginAgain })",
        to: "await Promise.resolve(takeBack.length < 0 ? [...counters] : undefined)",
      },
    ],
    noticedBy: [{ file: tests.reconcile, named: "are taken again of holds that are due" }],
  },
  {
    name: "a refund of many begins after their payments",
    edits: [
      {
        file: `${PAYMENTS}/refund-group.ts`,
        from: "const at = await instantAfter(tx, paid);",
        to: "const at = await databaseNow(tx);",
      },
    ],
    noticedBy: [{ file: tests.refundGuards, named: "begins after each of their payments" }],
  },
  {
    name: "a refund's delay comes after its start",
    edits: [
      {
        file: `${PAYMENTS}/refund-payment.ts`,
        from: "greatest(clock_timestamp(), ${refunds.requestedAt} + interval '1 ms')",
        to: "clock_timestamp()",
      },
    ],
    noticedBy: [{ file: tests.refundGuards, named: "delay is noted after its start" }],
  },
];
