import { expect } from "vitest";
import type { TestContext, TestEvent } from "../../tests/test-context.ts";
import { checkInvariants } from "../checks/check-invariants.ts";
import { reserve } from "../reservations/reserve.ts";
import type { Reservation } from "../reservations/shapes.ts";
import { pay } from "./pay.ts";
import type { PayInput } from "./shapes.ts";

/** A buyer with a reservation. */
export interface Buyer {
  readonly reservation: Reservation;
  readonly accessToken: string;
  /** A request to pay for it, with a key of its own. */
  request(paymentToken?: string): PayInput;
  /** Pays with a key of its own. */
  pay(paymentToken?: string): Promise<Reservation>;
}

/** Reserves these quantities by the ticket types' names. */
export async function reserveFor(
  t: TestContext,
  event: TestEvent,
  quantities: Record<string, number>,
): Promise<Buyer> {
  const { reservation, accessToken } = await reserve(t.ctx, event.request(quantities));
  const request = (paymentToken = "tok_visa"): PayInput => ({
    reservationId: reservation.id,
    paymentToken,
    currency: "EUR",
    idempotencyKey: crypto.randomUUID(),
  });
  return {
    reservation,
    accessToken,
    request,
    pay: (paymentToken) => pay(t.ctx, request(paymentToken), accessToken),
  };
}

/** Makes every payment and refund that waits due to be asked about. */
export async function makeCheckable(t: TestContext): Promise<void> {
  await t.db.pool.query("UPDATE payments SET next_check_at = clock_timestamp() - interval '1 ms'");
  await t.db.pool.query("UPDATE refunds SET next_attempt_at = clock_timestamp() - interval '1 ms'");
}

/** Lets the time run out for which a pending payment keeps its tickets. */
export async function runOutPin(t: TestContext, { reservation }: Buyer): Promise<void> {
  await t.makeDue(reservation.id);
  await t.db.pool.query(
    "UPDATE payments SET pinned_until = clock_timestamp() - interval '1 ms' WHERE reservation_id = $1",
    [reservation.id],
  );
}

/** What the gateway's own books say was taken and not given back, and how many charges it knows. */
export async function ledger(t: TestContext): Promise<{ charges: number; balance: number }> {
  const { rows } = await t.db.pool.query<{ charges: string; balance: string }>(`
    SELECT count(*) AS charges,
           coalesce(sum(amount), 0) - (SELECT coalesce(sum(amount), 0) FROM simulated_gateway.refunds) AS balance
    FROM simulated_gateway.charges WHERE outcome = 'succeeded'`);
  return { charges: Number(rows[0]?.charges), balance: Number(rows[0]?.balance) };
}

/** The counters of a ticket type. */
export async function counters(
  t: TestContext,
  ticketTypeId: string,
): Promise<{ held: number; sold: number; revenue: number }> {
  const { rows } = await t.db.pool.query<{ held: number; sold: number; revenue: string }>(
    "SELECT held, sold, revenue FROM inventory WHERE ticket_type_id = $1",
    [ticketTypeId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("no such ticket type");
  return { ...row, revenue: Number(row.revenue) };
}

/** Fails where any of the invariants that can be seen in rows is broken. */
export async function expectInvariants(t: TestContext): Promise<void> {
  const reports = await checkInvariants(t.db);
  expect(reports.filter(({ broken }) => broken > 0)).toEqual([]);
}
