import { reservationShape } from "@stampede/domain/reservations/shapes";
import type { FaultProxy, TrapMessage } from "@stampede/testing/fault-proxy";
import type { Reply } from "@stampede/testing/procedure-call";
import { query } from "@stampede/testing/query";
import { expectThat, type Findings } from "./findings.ts";
import { payAfterAll } from "./paying.ts";
import { type Call, call, heldOf, insist, openSale, payCall, reserveCall } from "./shop.ts";

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

/** Where a call is interrupted, and how. */
export interface Scene {
  readonly findings: Findings;
  readonly proxy: FaultProxy;
  readonly databaseUrl: string;
  /** The API behind the proxy, and the one that the buyer goes to afterwards. */
  readonly urls: { readonly victim: string; readonly survivor: string };
  /** Brings the fault about, once the step is reached. */
  strike(): Promise<void>;
}

/**
 * Reserves a ticket and pays for it, with a fault at a step of one of the calls, which is then made
 * again with its key. Expects one reservation, one charge and one ticket of it all.
 *
 * @returns what the interrupted call was answered, undefined where its connection broke.
 */
export async function interruptAt(step: Step, scene: Scene): Promise<Reply | undefined> {
  const { findings, proxy, databaseUrl, urls } = scene;
  const survivor = (): string => urls.survivor;
  const sale = await openSale(urls.survivor, 1);
  let interrupted: Promise<Reply | undefined> = Promise.resolve(undefined);
  const make = async (path: Step["path"], options: Call): Promise<Reply> => {
    findings.operations += 1;
    if (path === step.path) {
      const sprung = proxy.springAt(step.at);
      interrupted = call(urls.victim, path, options).catch(() => undefined);
      await sprung;
      await scene.strike();
      const struckAt = performance.now();
      const reply = await insist(survivor, path, options);
      findings.recoveryMs.push(performance.now() - struckAt);
      return reply;
    }
    return insist(survivor, path, options);
  };

  const request = reserveCall(sale);
  const reserved = await make("reservations.create", request);
  const held = heldOf(reserved);
  const again = await insist(survivor, "reservations.create", request);
  expectThat(findings, again.text === reserved.text, `${step.when}: the same key, another reply`);

  const payment = payCall(held);
  await make("reservations.pay", payment);
  const paid = await payAfterAll(databaseUrl, survivor, held, payment);
  const { status, tickets } = paid.ok(reservationShape);
  const isWhole = status === "paid" && tickets.length === 1;
  expectThat(findings, isWhole, `${step.when}: ${status} with ${tickets.length} tickets`);
  await expectOneEffect(step, scene, sale.eventId);
  return interrupted;
}

async function expectOneEffect(
  { when }: Step,
  { findings, databaseUrl }: Scene,
  eventId: string,
): Promise<void> {
  const [effects] = await query<{ reservations: number; charges: number }>(
    databaseUrl,
    `SELECT count(DISTINCT r.id)::int AS reservations, count(c.key)::int AS charges
     FROM reservations r LEFT JOIN payments p ON p.reservation_id = r.id
     LEFT JOIN simulated_gateway.charges c ON c.key = p.id::text AND c.outcome = 'succeeded'
     WHERE r.event_id = $1`,
    [eventId],
  );
  const isOne = effects?.reservations === 1 && effects.charges === 1;
  expectThat(findings, isOne, `${when}: ${JSON.stringify(effects)} instead of one of each`);
}
