import { useEffect, useEffectEvent, useState } from "react";

import { quantitiesOf } from "./order.ts";
import type { Progress } from "./progress.ts";
import type { Availability } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";

type Queued = Extract<Progress, { step: "queued" }>;

/** Those who wait for the same tickets come one after the other. */
const SPREAD_MS = 1_500;

/** Sends an order that waits for held tickets: when enough have come back, or else when that is due. */
export function useQueued(
  queued: Queued,
  {
    availability,
    total,
    submitInstead,
  }: Pick<OrderForm, "availability" | "total" | "submitInstead">,
): void {
  // The price at which the buyer began to wait.
  const [{ amount }] = useState(total);
  const isBack = availability?.asOf !== queued.seen?.asOf && hasEnough(queued, availability);
  const go = useEffectEvent(() => submitInstead(quantitiesOf(queued.order), amount));
  const { expiresAt } = queued.ends;
  useEffect(() => {
    const dueMs = isBack ? 0 : Math.max(0, Date.parse(expiresAt) - Date.now());
    const timer = setTimeout(() => go(), dueMs + Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [expiresAt, isBack]);
}

function hasEnough(
  { order, ticketTypeId }: Queued,
  availability: Availability | undefined,
): boolean {
  const row = availability?.ticketTypes.find((each) => each.ticketTypeId === ticketTypeId);
  return row !== undefined && row.available >= (quantitiesOf(order)[ticketTypeId] ?? 0);
}
