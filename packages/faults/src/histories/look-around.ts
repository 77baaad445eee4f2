import type { PlannedStep } from "@stampede/testing/history/plan";
import {
  availabilityReply,
  checkInReply,
  reservationReply,
} from "@stampede/testing/history/replies";
import { z } from "zod";
import { AS_ORGANIZER } from "../stage/shop.ts";
import { bearer, type Market, type Mine } from "./market.ts";
import { watchOnce } from "./watch-once.ts";

/** Who asks, and which process. */
interface Who {
  readonly buyer: number;
  readonly process: number;
}

/** Takes a step without a key: what it changes, it may change any number of times. */
export async function lookAround(market: Market, buyer: number, step: PlannedStep): Promise<void> {
  const { process } = step;
  const who = { buyer, process };
  if (step.do === "availability") return readAvailability(market, who);
  if (step.do === "watch") {
    const seen = await watchOnce(market.urlOf(process), market.event.eventId);
    market.recorder.add({ ...seen, ...who, call: "availability" });
    return;
  }
  const own = market.mine.get(buyer);
  if (own === undefined) return;
  if (step.do === "read" || step.do === "cancel") return touchOwn(market, who, own, step.do);
  if (step.do === "spy") return spy(market, who, own);
  if (step.do === "check-in") return checkIn(market, who, own);
}

async function readAvailability({ recorder, event, urlOf }: Market, who: Who): Promise<void> {
  const options = { input: { eventId: event.eventId } };
  await recorder.record(
    { url: urlOf(who.process), path: "events.availability", options },
    availabilityReply,
    (common) => ({ ...common, ...who, call: "availability" }),
  );
}

async function touchOwn(
  { recorder, urlOf }: Market,
  who: Who,
  { reservationId, accessToken }: Mine,
  kind: "read" | "cancel",
): Promise<void> {
  const path = kind === "read" ? "reservations.get" : "reservations.cancel";
  const options = { input: { reservationId }, headers: bearer(accessToken) };
  await recorder.record({ url: urlOf(who.process), path, options }, reservationReply, (common) => ({
    ...common,
    ...who,
    call: kind,
    reservationId,
  }));
}

async function spy({ recorder, urlOf, mine }: Market, who: Who, own: Mine): Promise<void> {
  const other = [...mine].find(([owner]) => owner !== who.buyer)?.[1];
  if (other === undefined) return;
  const { reservationId } = other;
  const options = { input: { reservationId }, headers: bearer(own.accessToken) };
  await recorder.record(
    { url: urlOf(who.process), path: "reservations.get", options },
    z.unknown(),
    (common) => ({ ...common, ...who, call: "spy", reservationId }),
  );
}

async function checkIn({ recorder, event, urlOf }: Market, who: Who, own: Mine): Promise<void> {
  const { reservationId, code } = own;
  if (code === undefined) return;
  const options = { input: { eventId: event.eventId, code }, headers: AS_ORGANIZER };
  await recorder.record(
    { url: urlOf(who.process), path: "organizer.checkIn", options },
    checkInReply,
    (common) => ({ ...common, ...who, call: "check-in", reservationId, code }),
  );
}
