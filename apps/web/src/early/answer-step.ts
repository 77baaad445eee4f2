import {
  ORDER_COUNT,
  ORDER_TOTAL,
  SHOWN_WITH,
  TICKET_CONTROL,
} from "../features/events/order-marks.ts";
import { LINES_MAX } from "../features/events/order.ts";
import { writeMoney } from "../format/money-samples.ts";
import { ticketCount as english } from "../texts/en/ticket-count.ts";
import { LOCALES } from "../texts/locale.ts";
import { ticketCount as polish } from "../texts/pl/ticket-count.ts";

const COUNTS = { en: english, pl: polish };

/** Answers a press of a stepper's button: the number, its limits, and what all of it costs. */
export function answerStep(stepper: HTMLElement, button: HTMLButtonElement): void {
  const [fewer, more] = stepper.querySelectorAll("button");
  const max = maxOf(stepper);
  const count = Math.min(Math.max(countIn(stepper) + (button === more ? 1 : -1), 0), max);
  write(stepper.querySelector("output"), String(count));
  setDisabled(fewer, count === 0);
  setDisabled(more, count >= max);
  writeTotals();
}

/** The stepper of a ticket type that a button is of, if it is. */
export function stepperOf(button: Element): HTMLElement | null {
  return button.closest<HTMLElement>(`[${TICKET_CONTROL}] [role="group"]`);
}

/** The number that a stepper shows. */
export function countIn(control: Element): number {
  return Number(control.querySelector("output")?.textContent ?? 0);
}

function maxOf(stepper: HTMLElement): number {
  const steppers = [...document.querySelectorAll(`[${TICKET_CONTROL}] [role="group"]`)];
  const others = steppers.filter((other) => other !== stepper && countIn(other) > 0);
  return others.length < LINES_MAX ? Number(stepper.dataset["max"]) : 0;
}

function writeTotals(): void {
  let count = 0;
  let amount = 0;
  for (const control of document.querySelectorAll(`[${TICKET_CONTROL}]`)) {
    const chosen = countIn(control);
    count += chosen;
    amount += chosen * Number(control.getAttribute(TICKET_CONTROL));
  }
  const locale = LOCALES.find((known) => known === document.documentElement.lang) ?? "en";
  for (const place of document.querySelectorAll(`[${ORDER_COUNT}]`)) {
    write(place, COUNTS[locale](count));
  }
  for (const place of document.querySelectorAll(`[${ORDER_TOTAL}]`)) {
    write(place.firstElementChild, writeMoney(place.getAttribute(ORDER_TOTAL) ?? "", amount));
  }
  for (const part of document.querySelectorAll<HTMLElement>(`[${SHOWN_WITH}]`)) {
    part.hidden = part.getAttribute(SHOWN_WITH) !== (count > 0 ? "some" : "none");
  }
}

function write(place: Element | null, text: string): void {
  if (place !== null) place.textContent = text;
}

function setDisabled(button: HTMLButtonElement | undefined, isDisabled: boolean): void {
  if (isDisabled) button?.setAttribute("aria-disabled", "true");
  else button?.removeAttribute("aria-disabled");
}
