import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@stampede/db/client";
import { SQLSTATE, sqlState } from "@stampede/db/errors";
import {
  type ChargeRequest,
  type ChargeResult,
  CurrencyNotSupportedError,
  GatewayNoAnswerError,
  type LookupResult,
  type PaymentGateway,
  RefundFailedError,
  type RefundRequest,
} from "./gateway.ts";
import { behaviourOf } from "./simulated-tokens.ts";

const CURRENCIES: readonly string[] = ["EUR"];
/** How often a charge that takes its time is read: a timer may fire a moment early. */
const READS_MAX = 10;

/** A charge in the ledger, as it stands at the database's time. */
interface LedgerCharge {
  readonly amount: number;
  readonly outcome: "succeeded" | "declined" | "failed" | "closed";
  /** How long until it answers; 0 once it has. */
  readonly waitMs: number;
}

/**
 * The gateway that needs no bank: the payment token decides what happens, so that every path can be
 * tried by hand. It keeps books of its own, in tables that the business never reads, and writes
 * each entry in one statement that stands by itself, as a service elsewhere would.
 *
 * @param db where its ledger is; time is the database's.
 */
export function createSimulatedGateway(db: Database): PaymentGateway {
  return {
    name: "simulated",
    currencies: CURRENCIES,
    charge: (request, signal) => charge(db, request, signal),
    lookUp: (key) => lookUp(db, key),
    refund: (request) => refund(db, request),
  };
}

async function charge(
  db: Database,
  request: ChargeRequest,
  signal: AbortSignal,
): Promise<ChargeResult> {
  if (!CURRENCIES.includes(request.currency)) {
    throw new CurrencyNotSupportedError(`${request.currency} is not taken`);
  }
  const behaviour = behaviourOf(request.paymentToken);
  if (behaviour.reach === "never") throw new GatewayNoAnswerError("nothing came back");

  const isNew = await insertCharge(db, request);
  if (isNew && behaviour.reach === "charges_only") {
    throw new GatewayNoAnswerError("the answer was lost");
  }
  for (let read = 1; ; read++) {
    const entry = await readCharge(db, request.key);
    if (entry === undefined) throw new GatewayNoAnswerError("the ledger lost a charge");
    if (entry.outcome !== "closed" && entry.amount !== request.amount) {
      throw new Error(`key ${request.key} stands for a charge of another amount`);
    }
    if (entry.waitMs === 0 || behaviour.delaySeconds === 0 || read === READS_MAX) {
      return resultOf(request.key, entry);
    }
    await wait(entry.waitMs, signal);
  }
}

async function lookUp(db: Database, key: string): Promise<LookupResult> {
  // Closing the key is what makes "unknown" final: a charge still on its way finds it taken.
  await query(db, CLOSE_KEY, [key]);
  const entry = await readCharge(db, key);
  if (entry === undefined) throw new GatewayNoAnswerError("the ledger lost a key");
  return entry.outcome === "closed" ? { outcome: "unknown" } : resultOf(key, entry);
}

async function refund(db: Database, request: RefundRequest): Promise<void> {
  const { key, chargeKey, amount } = request;
  const failing = await query(db, FAIL_ONCE, [key, chargeKey]);
  if (failing.length > 0) throw new RefundFailedError("refused this time");
  try {
    await db.pool.query(REFUND, [key, chargeKey, amount]);
  } catch (error) {
    // The same refund at the same moment: the other one is in the ledger.
    if (sqlState(error) !== SQLSTATE.uniqueViolation) throw noAnswer(error);
  }
  const [entry] = await query<{ chargeKey: string; amount: string }>(db, READ_REFUND, [key]);
  if (entry === undefined) throw new RefundFailedError("more than is captured and not refunded");
  if (entry.chargeKey !== chargeKey || Number(entry.amount) !== amount) {
    throw new Error(`key ${key} stands for another refund`);
  }
}

function resultOf(key: string, { outcome, waitMs }: LedgerCharge): ChargeResult {
  if (waitMs > 0) return { outcome: "pending" };
  switch (outcome) {
    case "succeeded":
      return { outcome: "captured", chargeId: `simulated_${key}` };
    case "declined":
      return { outcome: "declined" };
    case "failed":
    case "closed":
      return { outcome: "failed" };
    default:
      return outcome satisfies never;
  }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    throw noAnswer(error);
  }
}

const INSERT_CHARGE = `
  WITH clock AS (SELECT date_trunc('milliseconds', clock_timestamp()) AS now)
  INSERT INTO simulated_gateway.charges
    (key, amount, currency, outcome, refund_failures, created_at, answers_at)
  SELECT $1, $2, $3, $4, $5, now, greatest(now + make_interval(secs => $6), $7) FROM clock
  ON CONFLICT (key) DO NOTHING
  RETURNING key`;

/** Whether this call put the charge in the ledger; it was there already otherwise. */
async function insertCharge(db: Database, request: ChargeRequest): Promise<boolean> {
  const { outcome, delaySeconds, afterHoldMs, refundFailures } = behaviourOf(request.paymentToken);
  const notBefore =
    afterHoldMs === undefined ? null : new Date(request.expiresAt.getTime() + afterHoldMs);
  const rows = await query(db, INSERT_CHARGE, [
    request.key,
    request.amount,
    request.currency,
    outcome,
    refundFailures,
    delaySeconds,
    notBefore,
  ]);
  return rows.length > 0;
}

const READ_CHARGE = `
  SELECT amount, outcome,
    greatest(0, ceil(extract(epoch FROM answers_at - clock_timestamp()) * 1000)) AS "waitMs"
  FROM simulated_gateway.charges WHERE key = $1`;

async function readCharge(db: Database, key: string): Promise<LedgerCharge | undefined> {
  const [row] = await query<{ amount: string; outcome: LedgerCharge["outcome"]; waitMs: string }>(
    db,
    READ_CHARGE,
    [key],
  );
  if (row === undefined) return undefined;
  return { amount: Number(row.amount), outcome: row.outcome, waitMs: Number(row.waitMs) };
}

const CLOSE_KEY = `
  INSERT INTO simulated_gateway.charges (key, amount, currency, outcome, created_at, answers_at)
  SELECT $1, 0, 'EUR', 'closed', now, now
  FROM (SELECT date_trunc('milliseconds', clock_timestamp()) AS now) AS clock
  ON CONFLICT (key) DO NOTHING`;

const FAIL_ONCE = `
  UPDATE simulated_gateway.charges SET refund_failures = refund_failures - 1
  WHERE key = $2 AND refund_failures > 0
    AND NOT EXISTS (SELECT FROM simulated_gateway.refunds WHERE key = $1)
  RETURNING key`;

// One statement: the charge's row is locked while its refunds are summed up in it.
const REFUND = `
  WITH taken AS (
    UPDATE simulated_gateway.charges SET refunded = refunded + $3::bigint
    WHERE key = $2 AND outcome = 'succeeded' AND answers_at <= clock_timestamp()
      AND refunded + $3::bigint <= amount
      AND NOT EXISTS (SELECT FROM simulated_gateway.refunds WHERE key = $1)
    RETURNING key
  )
  INSERT INTO simulated_gateway.refunds (key, charge_key, amount, created_at)
  SELECT $1, key, $3::bigint, date_trunc('milliseconds', clock_timestamp()) FROM taken`;

const READ_REFUND = `
  SELECT charge_key AS "chargeKey", amount FROM simulated_gateway.refunds WHERE key = $1`;

/** What goes wrong between a caller and a gateway never tells whether the gateway acted. */
async function query<Row extends object>(
  db: Database,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  try {
    const { rows } = await db.pool.query<Row>(text, [...values]);
    return rows;
  } catch (error) {
    throw noAnswer(error);
  }
}

function noAnswer(cause: unknown): GatewayNoAnswerError {
  return new GatewayNoAnswerError("the gateway did not answer", { cause });
}
