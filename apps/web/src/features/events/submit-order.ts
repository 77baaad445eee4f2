import { flushSync } from "react-dom";

import { ORDER_FORM, TICKET_CONTROL } from "./order-marks.ts";
import type { OrderFault, OrderForm } from "./use-order.ts";

const PLACES: Record<OrderFault, string> = {
  no_tickets: `[${TICKET_CONTROL}] button:last-of-type`,
  changed: "[role=alert][tabindex]",
  email_missing: "[name=email]",
  email_wrong: "[name=email]",
  name_wrong: "[name=name]",
};

/** Sends the order, or puts the focus where something is missing. */
export function submitOrder({ submit, isBusy }: OrderForm): void {
  if (isBusy) return;
  // The message must stand before the field has the focus, or it is not read out.
  const fault = flushSync(submit);
  if (fault === null) return;
  document.querySelector<HTMLElement>(`#${ORDER_FORM} ${PLACES[fault]}`)?.focus();
}
