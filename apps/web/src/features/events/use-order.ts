import { useState } from "react";

import { type Limit, limitOf, offerOf, sameQuantities, totalPrice } from "./limits.ts";
import { type Buyer, type Order, type Quantities } from "./order.ts";
import { buyerOf, orderOf, quantitiesOf, totalOf } from "./order.ts";
import { type Progress, orderUnderWay } from "./progress.ts";
import { keptOrder, rememberBuyer, rememberedBuyer } from "./stored.ts";
import type { Availability, Event, TicketState, TicketType } from "./ticket-state.ts";
import { ticketStateOf } from "./ticket-state.ts";
import { type Reserving, useReserve } from "./use-reserve.ts";

/** The longest address that the server takes. */
const EMAIL_LENGTH_MAX = 254;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** What keeps an order from being sent: `changed` until the buyer has seen what it has become. */
export type OrderFault = "no_tickets" | "changed" | "email_missing" | "email_wrong" | "name_wrong";

/** A ticket type as it can be chosen. */
export interface Line {
  readonly ticketType: TicketType;
  readonly state: TicketState;
  readonly limit: Limit;
  /** What the buyer chose, and as much of it as can be had. */
  readonly chosen: number;
  readonly quantity: number;
}

/** An order while it is put together and sent. */
export interface OrderForm extends Reserving {
  /** What the page shows: frozen while an order is being sent, whose own hold would change it. */
  readonly availability: Availability | undefined;
  readonly lines: readonly Line[];
  readonly count: number;
  readonly total: { readonly amount: number; readonly currency: string };
  readonly isBusy: boolean;
  readonly buyer: Buyer;
  readonly fault: OrderFault | null;
  readonly choose: (ticketTypeId: string, quantity: number) => void;
  readonly setBuyer: (buyer: Buyer) => void;
  /** Sends what is chosen; gives what is missing, if anything is. */
  readonly submit: () => OrderFault | null;
  /** Sends another choice at once, which was asked for at the price that is shown, or at another. */
  readonly submitInstead: (quantities: Quantities, shownTotal?: number) => void;
}

/** Puts an order of an event's tickets together. */
export function useOrder(event: Event, live: Availability | undefined): OrderForm {
  const reserving = useReserve(event.id, live);
  const { progress } = reserving;
  const [chosen, setChosen] = useState(() => keptQuantities(event.id));
  const [agreed, setAgreed] = useState(() => offerOf(event, chosen));
  const [buyer, setBuyer] = useState(() => keptBuyer(event.id));
  const [fault, setFault] = useState<OrderFault | null>(null);
  const underWay = orderUnderWay(progress);
  const availability = isSent(progress) ? progress.seen : live;
  const lines = linesOf(event, { availability, chosen, progress, underWay });
  const quantities = Object.fromEntries(
    lines.map(({ ticketType, quantity }) => [ticketType.id, quantity]),
  );
  const total = totalPrice(event, quantities);
  const take = (taken: Quantities): void => {
    setChosen(taken);
    setAgreed(offerOf(event, taken));
  };
  const send = (order: Order, shownTotal?: number): void => {
    rememberBuyer(buyer);
    const sent = quantitiesOf(order);
    take(sent);
    reserving.reserve(order, shownTotal ?? totalPrice(event, sent).amount);
  };

  return {
    ...reserving,
    availability,
    lines,
    count: totalOf(quantities),
    total,
    isBusy: isSent(progress) || progress.step === "resuming",
    buyer,
    fault: fault ?? refusedFault(progress),
    choose: (id, quantity) => {
      setFault((known) => (known === "no_tickets" || known === "changed" ? null : known));
      take({ ...chosen, [id]: quantity });
      if (progress.step === "refused") reserving.giveUp();
    },
    setBuyer: (typed) => {
      setFault(null);
      setBuyer(typed);
      rememberBuyer(typed);
      if (progress.step === "refused") reserving.giveUp();
    },
    submit: () => {
      const offer = offerOf(event, quantities);
      const found = faultOf(quantities, buyer) ?? (offer === agreed ? null : "changed");
      setFault(found);
      if (found === "changed") setAgreed(offer);
      if (found === null)
        send(repeated(progress, quantities, buyer) ?? orderOf(event.id, quantities, buyer));
      return found;
    },
    submitInstead: (others, shown) => send(orderOf(event.id, others, buyer), shown),
  };
}

/** The order whose answer never came, if it is the one that is to be sent: with its own key. */
function repeated(progress: Progress, quantities: Quantities, buyer: Buyer): Order | null {
  if (progress.step !== "unanswered" && progress.step !== "found") return null;
  const { order } = progress;
  const { customer } = orderOf(order.eventId, {}, buyer);
  const isSame =
    sameQuantities(quantitiesOf(order), quantities) &&
    customer.email === order.customer.email &&
    customer.name === order.customer.name;
  return isSame ? order : null;
}

interface LinesInput {
  readonly availability: Availability | undefined;
  readonly chosen: Quantities;
  readonly progress: Progress;
  readonly underWay: Order | null;
}

function linesOf(
  { ticketTypes }: Event,
  { availability, chosen, progress, underWay }: LinesInput,
): readonly Line[] {
  const sent = underWay && quantitiesOf(underWay);
  return ticketTypes.map((ticketType) => {
    const { id } = ticketType;
    const state = ticketStateOf(ticketType, availability);
    const limit = limitOf(ticketType, { state, chosen, said: saidLimit(progress, id) });
    const wanted = (sent ?? chosen)[id] ?? 0;
    return {
      ticketType,
      state,
      limit,
      chosen: wanted,
      quantity: sent === null ? Math.min(wanted, limit.max) : wanted,
    };
  });
}

function saidLimit(progress: Progress, id: string): number | undefined {
  if (progress.step !== "refused" || progress.error.reason !== "LIMIT_REACHED") return undefined;
  const { ticketTypeId, max } = progress.error.details;
  return ticketTypeId === id ? max : undefined;
}

function isSent(
  progress: Progress,
): progress is Extract<Progress, { step: "sending" | "waiting" }> {
  return progress.step === "sending" || progress.step === "waiting";
}

function faultOf(quantities: Quantities, { email }: Buyer): OrderFault | null {
  if (totalOf(quantities) === 0) return "no_tickets";
  if (email.trim() === "") return "email_missing";
  const isAddress = EMAIL.test(email.trim()) && email.trim().length <= EMAIL_LENGTH_MAX;
  return isAddress ? null : "email_wrong";
}

/** The field that the server refused. */
function refusedFault(progress: Progress): OrderFault | null {
  if (progress.step !== "refused" || progress.error.reason !== "INVALID_INPUT") return null;
  const paths = new Set(progress.error.details.issues.map(({ path }) => path.join(".")));
  if (paths.has("customer.email")) return "email_wrong";
  return paths.has("customer.name") ? "name_wrong" : null;
}

function keptQuantities(eventId: string): Quantities {
  const kept = keptOrder(eventId);
  return kept === null ? {} : quantitiesOf(kept.order);
}

function keptBuyer(eventId: string): Buyer {
  const kept = keptOrder(eventId);
  return kept === null ? rememberedBuyer() : buyerOf(kept.order);
}
