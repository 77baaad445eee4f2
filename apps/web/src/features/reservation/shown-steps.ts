import type { Outputs } from "@stampede/client/api";

type Reservation = Outputs["reservations"]["get"];
type Step = Reservation["timeline"][number];

/** What says nothing of an order without a price: no card was asked for, and no money went back. */
const OF_CARDS = new Set<Step["type"]>(["payment_started", "payment_captured", "refund_started"]);

/** What is told of what happened to a reservation: of money only where there was any. */
export function shownSteps({
  timeline,
  total,
}: Pick<Reservation, "timeline" | "total">): readonly Step[] {
  return total.amount === 0 ? timeline.filter(({ type }) => !OF_CARDS.has(type)) : timeline;
}
