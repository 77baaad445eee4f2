import { next, type Transition } from "../reservations/state.ts";
import type { ReservationStatus } from "../reservations/shapes.ts";

/** What the gateway's word does to a reservation and to each of its tickets. */
export interface Settlement {
  readonly status: ReservationStatus;
  /** How a ticket moves: between the counters, out of one, or not at all. */
  readonly held: -1 | 0;
  readonly sold: 0 | 1;
}

/**
 * Decides what becomes of a reservation that is being paid, once the gateway has said whether it
 * took the money.
 *
 * @param options.cancelled the event was cancelled: no ticket of it is sold any more.
 * @param options.givenBack the pin ran out before: its tickets are no longer held.
 * @param options.available all its tickets could be taken again; matters where given back only.
 * @param options.due its hold had ended by the database's time.
 */
export function settle(options: {
  readonly status: ReservationStatus;
  readonly captured: boolean;
  readonly cancelled: boolean;
  readonly givenBack: boolean;
  readonly available: boolean;
  readonly due: boolean;
}): Settlement {
  const { status, captured, cancelled, givenBack, available, due } = options;
  if (status !== "paying") throw new Error(`a ${status} reservation has no payment to settle`);
  const to = (transition: Transition): ReservationStatus => {
    const reached = next(status, transition);
    if (reached === undefined) throw new Error(`a ${status} reservation cannot ${transition}`);
    return reached;
  };
  const held = givenBack ? 0 : -1;
  if (captured) {
    if (cancelled || (givenBack && !available)) {
      return { status: to("start_refund"), held, sold: 0 };
    }
    return { status: to("payment_captured"), held, sold: 1 };
  }
  // Once given back the tickets may be another's, so the hold is over whatever its time says.
  if (givenBack || due) return { status: to("expire"), held, sold: 0 };
  return { status: to("payment_refused"), held: 0, sold: 0 };
}
