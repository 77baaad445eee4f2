import { useEffect, useEffectEvent } from "react";

import { type Order, quantitiesOf } from "./order.ts";
import type { Progress } from "./progress.ts";
import type { Availability } from "./ticket-state.ts";

/** Those who wait for the same tickets come one after the other. */
const SPREAD_MS = 1_500;

/** Sends an order that waits for held tickets: when enough have come back, or else when that is due. */
export function useQueued(
  progress: Progress,
  live: Availability | undefined,
  send: (order: Order) => void,
): void {
  const queued = progress.step === "queued" ? progress : null;
  const isBack = queued !== null && live?.asOf !== queued.seen?.asOf && hasEnough(queued, live);
  const go = useEffectEvent(() => {
    if (queued !== null) send(queued.order);
  });
  const expiresAt = queued?.ends.expiresAt;
  useEffect(() => {
    if (expiresAt === undefined) return undefined;
    const dueMs = isBack ? 0 : Math.max(0, Date.parse(expiresAt) - Date.now());
    const timer = setTimeout(() => go(), dueMs + Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [expiresAt, isBack]);
}

function hasEnough(
  { order, ticketTypeId }: Extract<Progress, { step: "queued" }>,
  live: Availability | undefined,
): boolean {
  const row = live?.ticketTypes.find((each) => each.ticketTypeId === ticketTypeId);
  return row !== undefined && row.available >= (quantitiesOf(order)[ticketTypeId] ?? 0);
}
