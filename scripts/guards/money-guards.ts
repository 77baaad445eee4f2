import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const PAYMENTS = "packages/domain/src/payments";
const RESERVATIONS = "packages/domain/src/reservations";
const INITIAL = "packages/db/migrations/0000_initial.sql";

/** What keeps money from being taken twice, or for nothing. */
export const MONEY_GUARDS: readonly Guard[] = [
  {
    name: "database time when a hold is paid",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "const now = await databaseNow(tx);",
        to: "const now = new Date((await databaseNow(tx)).getTime() * 0 + Date.now());",
      },
    ],
    noticedBy: [{ file: tests.expiry, named: "whatever the clocks of API and worker show" }],
  },
  {
    name: "the number of a reservation's payments",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "PAYMENTS_MAX = 100;",
        to: "PAYMENTS_MAX = 1_000;",
      },
    ],
    noticedBy: [{ file: tests.pay, named: "a hundred times" }],
  },
  {
    name: "the fingerprint of a payment's request",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "payment.requestHash !== hash",
        to: "payment.requestHash !== payment.requestHash",
      },
    ],
    noticedBy: [{ file: tests.pay, named: "with another body is refused" }],
  },
  {
    name: "the look-up of a payment's key under the lock",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "const reservation = await lockUnlessDue(tx, reservationId);",
        to: "const early = await findByKey(tx, request);\n    const reservation = await lockUnlessDue(tx, reservationId);",
      },
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "const earlier = await findByKey(tx, request);",
        to: "const earlier = early;",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "a payment that is sent twice at once" }],
  },
  {
    name: "the unique key of payments",
    edits: [
      {
        file: INITIAL,
        from: `CONSTRAINT "payments_idempotency_key_unique" UNIQUE("idempotency_key")`,
        to: `CONSTRAINT "payments_idempotency_key_unique" CHECK (true)`,
      },
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: ".onConflictDoNothing({ target: payments.idempotencyKey })",
        to: ".onConflictDoNothing()",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "one key for two reservations pays one" }],
  },
  {
    name: "one payment at a time for a reservation",
    edits: [
      {
        file: `${RESERVATIONS}/state.ts`,
        from: 'paying: {\n    payment_refused: "held",',
        to: 'paying: {\n    start_payment: "paying",\n    payment_refused: "held",',
      },
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: 'if (status === "paying") {',
        to: 'if (status === "refunding") {',
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "a second payment is not begun" }],
  },
  {
    name: "a hold that is due cannot be paid",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: `if (status === "expired" || (canPay && expiresAt <= now)) throw`,
        to: `if (status === "expired") throw`,
      },
    ],
    noticedBy: [{ file: tests.pay, named: "once it is due, whether or not it was released" }],
  },
  {
    name: "a hold that falls due before the commit cannot be paid",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: 'tx.send({ name: "require-time-left", text: REQUIRE_TIME_LEFT, values: [id, eventId] });',
        to: "",
      },
    ],
    noticedBy: [{ file: tests.pay, named: "falls due before its payment is committed" }],
  },
  {
    name: "nothing of a cancelled event is paid",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: `if (found?.eventStatus !== "published") {`,
        to: `if (found === undefined) {`,
      },
    ],
    noticedBy: [{ file: tests.pay, named: "once its event is cancelled" }],
  },
  {
    name: "the pin: a hold that is being paid does not expire",
    edits: [
      {
        file: `${RESERVATIONS}/expire-due.ts`,
        from: "status = 'held' AND expires_at <= statement_timestamp()",
        to: "status IN ('held', 'paying') AND expires_at <= statement_timestamp()",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "tickets wait for a gateway" }],
  },
  {
    name: "the pin: it outlasts the hold",
    edits: [
      {
        file: `${PAYMENTS}/start-payment.ts`,
        from: "pinnedUntil: new Date(expiresAt.getTime() + PIN_MS),",
        to: "pinnedUntil: expiresAt,",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "tickets wait for a gateway" }],
  },
  {
    name: "the pin: it gives tickets back once",
    edits: [
      {
        file: `${PAYMENTS}/release-pins.ts`,
        from: `if (status !== "paying" || givenBack) return false;`,
        to: `if (status !== "paying") return false;`,
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "gives tickets back once, whoever asks" }],
  },
  {
    name: "a payment is settled once",
    edits: [
      {
        file: `${PAYMENTS}/settle-payment.ts`,
        from: `if (payment.status !== "pending") return { payment, reservation };`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "is settled once, whoever is told" }],
  },
  {
    name: "a charge without an answer is not taken for refused",
    edits: [
      {
        file: `${PAYMENTS}/charge-payment.ts`,
        from: `result = { outcome: "pending" };`,
        to: `result = { outcome: "failed" };`,
      },
    ],
    noticedBy: [{ file: tests.payPending, named: "is found out by the same key" }],
  },
  {
    name: "a draining process does not wait for a gateway to its end",
    edits: [
      {
        file: "apps/api/src/api.ts",
        from: "setTimeout(() => leavingGateway.abort(), GATEWAY_DRAIN_MS_MAX)",
        to: "setTimeout(() => undefined, GATEWAY_DRAIN_MS_MAX)",
      },
    ],
    noticedBy: [{ file: tests.draining, named: "SIGTERM has a payment told of" }],
  },
  {
    name: "a look-up without an answer is not taken for refused",
    edits: [
      {
        file: `${PAYMENTS}/look-up-payment.ts`,
        from: `"looking up a charge broke off");
    }
    return payment;`,
        to: `"looking up a charge broke off");
    }
    return settlePayment(ctx, payment, { outcome: "failed" });`,
      },
    ],
    noticedBy: [{ file: tests.reconcile, named: "never counts as refused" }],
  },
  {
    name: "a key that the gateway calls unknown is closed for good",
    edits: [
      {
        file: `${PAYMENTS}/simulated-gateway.ts`,
        from: "await query(db, CLOSE_KEY, [key]);",
        to: "",
      },
      {
        file: `${PAYMENTS}/simulated-gateway.ts`,
        from: `if (entry === undefined) throw new GatewayNoAnswerError("the ledger lost a key");`,
        to: `if (entry === undefined) return { outcome: "unknown" };`,
      },
    ],
    noticedBy: [{ file: tests.gateway, named: "never charges under a key" }],
  },
  {
    name: "waiting for the counters once the money is taken",
    edits: [
      {
        file: `${PAYMENTS}/charge-payment.ts`,
        from: "SETTLE_ATTEMPTS_MAX = 3;",
        to: "SETTLE_ATTEMPTS_MAX = 1;",
      },
    ],
    noticedBy: [{ file: tests.moneyGuards, named: "waits longer than others" }],
  },
];
