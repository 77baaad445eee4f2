import { randomUUID } from "node:crypto";
import type { PlannedStep } from "@stampede/testing/history/plan";
import { reservationReply, reserveReply } from "@stampede/testing/history/replies";
import { AS_ORGANIZER } from "../stage/shop.ts";
import { type Attempt, insistOn, type Intent } from "./intent.ts";
import { lookAround } from "./look-around.ts";
import { bearer, type Market, type Mine } from "./market.ts";

/**
 * Does what a plan says that one buyer does.
 *
 * @returns the calls with a key that it made.
 */
export async function playBuyer(
  market: Market,
  buyer: number,
  steps: readonly PlannedStep[],
): Promise<Intent[]> {
  const intents: Intent[] = [];
  for (const step of steps) {
    if (step.do === "again") {
      await intents.at(-1)?.attempt(step.process);
      continue;
    }
    const attempt = attemptOf(market, buyer, step);
    if (attempt === undefined) await lookAround(market, buyer, step);
    else {
      const intent = { attempt, isKnown: false };
      intents.push(intent);
      await insistOn(intent, step.process);
    }
  }
  return intents;
}

/** A step that changes something under a key; undefined for one that does not. */
function attemptOf(market: Market, buyer: number, step: PlannedStep): Attempt | undefined {
  if (step.do === "reserve") return reserving(market, buyer, step.quantities);
  const mine = market.mine.get(buyer);
  if (mine === undefined) return undefined;
  if (step.do === "pay") return paying(market, buyer, { mine, token: step.token });
  return step.do === "refund" ? refunding(market, buyer, mine) : undefined;
}

function reserving(market: Market, buyer: number, quantities: readonly number[]): Attempt {
  const { recorder, event, mine } = market;
  const key = randomUUID();
  const email = `buyer-${buyer}@example.com`;
  const items = event.ticketTypeIds.flatMap((ticketTypeId, index) => {
    const quantity = quantities[index] ?? 0;
    return quantity === 0 ? [] : [{ ticketTypeId, quantity }];
  });
  const input = { eventId: event.eventId, items, customer: { email }, idempotencyKey: key };
  return async (process) => {
    const outcome = await recorder.record(
      { url: market.urlOf(process), path: "reservations.create", options: { input } },
      reserveReply,
      (common) => ({ ...common, call: "reserve", buyer, process, key, email, items }),
    );
    if (outcome.kind === "ok") {
      const { reservation, accessToken } = outcome.reply;
      const code = mine.get(buyer)?.code;
      mine.set(buyer, { reservationId: reservation.id, accessToken, code });
    }
    return outcome;
  };
}

function paying(market: Market, buyer: number, about: { mine: Mine; token: string }): Attempt {
  const { reservationId, accessToken } = about.mine;
  const key = randomUUID();
  const input = { reservationId, paymentToken: about.token, idempotencyKey: key };
  return async (process) => {
    const outcome = await market.recorder.record(
      {
        url: market.urlOf(process),
        path: "reservations.pay",
        options: { input, headers: bearer(accessToken) },
      },
      reservationReply,
      (common) => ({ ...common, call: "pay", buyer, process, key, reservationId }),
    );
    const code = outcome.kind === "ok" ? outcome.reply.tickets[0]?.code : undefined;
    if (code !== undefined) market.mine.set(buyer, { ...about.mine, code });
    return outcome;
  };
}

function refunding(market: Market, buyer: number, { reservationId }: Mine): Attempt {
  const key = randomUUID();
  const input = { reservationId, idempotencyKey: key };
  return (process) =>
    market.recorder.record(
      {
        url: market.urlOf(process),
        path: "organizer.reservations.refund",
        options: { input, headers: AS_ORGANIZER },
      },
      reservationReply,
      (common) => ({ ...common, call: "refund", buyer, process, key, reservationId }),
    );
}
