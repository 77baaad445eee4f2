import { reservationShape } from "@stampede/domain/reservations/shapes";
import { expect } from "vitest";
import { type Call, call, type Reply } from "../call.ts";
import { heldOf, insist, openSale, payAfterAll, payCall, query, reserveCall } from "./stage.ts";
import type { TrapMessage, WireTrap } from "./wire-trap.ts";

/** A moment of a call that is the last that the database and the API have in common. */
export interface Step {
  readonly when: string;
  readonly path: "reservations.create" | "reservations.pay";
  readonly at: TrapMessage;
}

// Both the statement and the server's word that it is done end in a zero byte.
const COMMIT = "COMMIT\0";
const reserve = { path: "reservations.create" } as const;
const pay = { path: "reservations.pay" } as const;

/** Before and after each step that lasts, of reserving and paying. */
export const STEPS: readonly Step[] = [
  { ...reserve, when: "before the reservation begins", at: { from: "client", text: "BEGIN\0" } },
  { ...reserve, when: "before the reservation commits", at: { from: "client", text: COMMIT } },
  { ...reserve, when: "after the reservation commits", at: { from: "server", text: COMMIT } },
  { ...pay, when: "before the payment's start commits", at: { from: "client", text: COMMIT } },
  { ...pay, when: "after the payment's start commits", at: { from: "server", text: COMMIT } },
  {
    ...pay,
    when: "before the gateway charges",
    at: { from: "client", text: "INSERT INTO simulated_gateway.charges" },
  },
  {
    ...pay,
    when: "after the gateway has charged",
    at: { from: "client", text: "answers_at - clock_timestamp()" },
  },
  { ...pay, when: "before the outcome commits", at: { from: "client", text: COMMIT, nth: 2 } },
  { ...pay, when: "after the outcome commits", at: { from: "server", text: COMMIT, nth: 2 } },
];

/**
 * Reserves a ticket and pays for it, with a fault at a step of one of the calls, which is then made
 * again with its key. Expects one reservation, one charge and one ticket of it all.
 *
 * @param scene.urls the API behind the trap, and the one that the buyer goes to afterwards.
 * @param scene.strike brings the fault about, once the step is reached.
 * @returns what the interrupted call was answered, undefined where its connection broke.
 */
export async function interruptAt(
  step: Step,
  scene: {
    readonly trap: WireTrap;
    readonly databaseUrl: string;
    readonly urls: { readonly victim: string; readonly survivor: string };
    readonly strike: () => Promise<void>;
  },
): Promise<Reply | undefined> {
  const { trap, databaseUrl, urls, strike } = scene;
  const survivor = (): string => urls.survivor;
  const sale = await openSale(urls.survivor, 1);
  let interrupted: Promise<Reply | undefined> = Promise.resolve(undefined);
  const make = async (path: Step["path"], options: Call): Promise<Reply> => {
    if (path === step.path) {
      const sprung = trap.springAt(step.at);
      interrupted = call(urls.victim, path, options).catch(() => undefined);
      await sprung;
      await strike();
    }
    return insist(survivor, path, options);
  };

  const request = reserveCall(sale);
  const reserved = await make("reservations.create", request);
  const held = heldOf(reserved);
  const again = await insist(survivor, "reservations.create", request);
  expect(again.text).toBe(reserved.text);

  const payment = payCall(held);
  await make("reservations.pay", payment);
  const paid = await payAfterAll(databaseUrl, survivor, held, payment);
  const { status, tickets } = paid.ok(reservationShape);
  expect({ status, tickets: tickets.length }).toEqual({ status: "paid", tickets: 1 });
  const effects = await query(
    databaseUrl,
    `SELECT count(DISTINCT r.id)::int AS reservations, count(c.key)::int AS charges
     FROM reservations r LEFT JOIN payments p ON p.reservation_id = r.id
     LEFT JOIN simulated_gateway.charges c ON c.key = p.id::text AND c.outcome = 'succeeded'
     WHERE r.event_id = $1`,
    [sale.eventId],
  );
  expect(effects).toEqual([{ reservations: 1, charges: 1 }]);
  return interrupted;
}
