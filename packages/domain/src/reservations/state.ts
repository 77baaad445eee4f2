import type { ReservationStatus } from "./shapes.ts";

/** Everything that can happen to a reservation once it is held. */
export type Transition =
  | "start_payment"
  | "payment_refused"
  | "payment_captured"
  | "expire"
  | "cancel"
  | "start_refund"
  | "finish_refund";

/**
 * Which state each transition leads to. What is not here cannot happen: `paid` or later, `expired`
 * and `cancelled` are never left for one another.
 *
 * `payment_captured` leads to `paid` where the tickets are (still or again) there for it;
 * `start_refund` from `paying` is the other case, a success that came too late.
 * `expire` from `paying` is a payment that was refused after its hold had ended.
 */
const TRANSITIONS: Readonly<
  Record<ReservationStatus, Readonly<Partial<Record<Transition, ReservationStatus>>>>
> = {
  held: { start_payment: "paying", expire: "expired", cancel: "cancelled" },
  paying: {
    payment_refused: "held",
    payment_captured: "paid",
    expire: "expired",
    start_refund: "refunding",
  },
  paid: { start_refund: "refunding" },
  refunding: { finish_refund: "refunded" },
  expired: {},
  cancelled: {},
  refunded: {},
};

/** The state that `transition` leads to, or undefined where it cannot happen. */
export function next(
  status: ReservationStatus,
  transition: Transition,
): ReservationStatus | undefined {
  return TRANSITIONS[status][transition];
}

/** Which counter of the inventory a reservation's tickets are in. */
export function counterOf(status: ReservationStatus, givenBack: boolean): "held" | "sold" | "none" {
  switch (status) {
    case "held":
      return "held";
    case "paying":
      return givenBack ? "none" : "held";
    case "paid":
      return "sold";
    case "refunding":
    case "refunded":
    case "expired":
    case "cancelled":
      return "none";
    default:
      return status satisfies never;
  }
}
