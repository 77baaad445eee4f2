import { SHOW_TICKETS } from "../features/events/order-marks.ts";
import { showTickets } from "../features/events/show-tickets.ts";
import { answerStep, stepperOf } from "./answer-step.ts";
import { findControl, isControl, nameOf } from "./control-name.ts";
import { type Deeds, readDeeds } from "./deeds.ts";
import { startPage } from "./start-page.ts";

/*
 * Runs before the page is painted, and is small: an event's page comes from the server as it will be,
 * and what is pressed or typed there is answered here, and done again, between two frames, on the
 * page that the scripts make.
 */

/** What answers until the page's scripts are there, and what they take it over by. */
interface Early {
  /**
   * Ends, and gives what was done to the page that comes, between two frames: nobody sees a page
   * without what was pressed. It waits for a finger that is down.
   *
   * @param swap puts that page into the document
   */
  readonly takeOver: (swap: () => void) => Promise<void>;
  /** Ends, where no page was written to be pressed. */
  readonly end: () => void;
}

declare global {
  /** Absent where it was not served, as in development, and once the page itself answers. */
  var stampedeEarly: Early | undefined;
}

/** A finger that stays down for longer scrolls. */
const HELD_MS_MAX = 1_000;
const RESERVE = '#order [type="submit"], [type="submit"][form="order"]';

const deeds: Deeds = { stepped: new Set(), chosen: new Set(), isSent: false };
const ended = new AbortController();
/** The press that is not over. */
let held: Event | null = null;
let onLetGo = (): void => undefined;

function listen(types: readonly string[], listener: (event: Event) => void): void {
  for (const type of types) {
    document.addEventListener(type, listener, { capture: true, signal: ended.signal });
  }
}

listen(["click"], (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button === null) return;
  event.preventDefault();
  if (button.matches(RESERVE)) send();
  else if (button.matches(`[${SHOW_TICKETS}]`)) showTickets();
  const stepper = stepperOf(button);
  const isOff = deeds.isSent || button.getAttribute("aria-disabled") === "true";
  if (stepper === null || isOff) return;
  answerStep(stepper, button);
  deeds.stepped.add(stepper);
});
listen(["submit"], (event) => {
  event.preventDefault();
  send();
});
listen(["change"], ({ target }) => {
  if (target instanceof HTMLSelectElement) deeds.chosen.add(target);
});
listen(["pointerdown"], (event) => {
  held = event;
});
listen(["pointerup", "pointercancel"], () => {
  const over = held;
  // The click comes after it.
  setTimeout(() => {
    if (held === over) held = null;
    onLetGo();
  });
});

/** Shows that the order is on its way; from here on it is what the screen shows. */
function send(): void {
  deeds.isSent = true;
  for (const button of document.querySelectorAll<HTMLElement>(RESERVE)) {
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-disabled", "true");
    button.style.opacity = "0.6";
  }
  for (const input of document.querySelectorAll<HTMLInputElement>("#order input")) {
    input.readOnly = true;
  }
}

function isHeld(): boolean {
  return held !== null;
}

async function letGo(): Promise<void> {
  const until = performance.now() + HELD_MS_MAX;
  while (isHeld() && performance.now() < until) {
    await new Promise<void>((resolve) => {
      onLetGo = resolve;
      setTimeout(resolve, until - performance.now());
    });
  }
}

globalThis.stampedeEarly = {
  end: () => ended.abort(),
  async takeOver(swap) {
    await letGo();
    const { activeElement } = document;
    const focused = isControl(activeElement) ? nameOf(activeElement) : null;
    const doAgain = readDeeds(deeds);
    ended.abort();
    swap();
    // First, because what is done again may move it.
    if (focused !== null) findControl(focused)?.focus({ preventScroll: true });
    await doAgain();
  },
};
void startPage(document.currentScript?.dataset["starts"] ?? "");
