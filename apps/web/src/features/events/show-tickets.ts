import { ORDER_FORM } from "./order-marks.ts";

/** Goes to the heading of the tickets. */
export function showTickets(): void {
  const heading = document.querySelector<HTMLElement>(`#${ORDER_FORM} h2`);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}
