import { answerStep } from "./answer-step.ts";
import { type ControlName, findControl, isControl, nameOf } from "./control-name.ts";
import { typeInto } from "./type-into.ts";

/*
 * Runs before the page is painted, and is small: an event's page comes from the server as it will be,
 * and what is pressed or typed there is answered and kept here, and done again, between two frames,
 * on the page that the scripts make.
 */

/** What keeps presses until the page's scripts are there, and what they take it over by. */
interface Early {
  /**
   * Ends, and gives what it has kept to the page that comes, between two frames: nobody sees a page
   * without what was pressed. It waits for a finger that is down.
   *
   * @param swap puts that page into the document
   */
  readonly takeOver: (swap: () => void) => Promise<void>;
  /** Ends, where no page was written to be pressed. */
  readonly end: () => void;
}

declare global {
  /** Absent where it was not served, as in development. */
  var stampedeEarly: Early | undefined;
}

/** Nobody presses so often in so few seconds. */
const DEEDS_MAX = 500;
/** A finger that stays down for longer scrolls. */
const HELD_MS_MAX = 1_000;
/** A page that nobody sees has no frames. */
const FRAME_MS_MAX = 500;

interface Deed {
  readonly name: ControlName;
  /** What was typed or chosen; undefined of a press. */
  readonly value: string | undefined;
}

const deeds: Deed[] = [];
const ended = new AbortController();
let isHeld = false;
let onLetGo = (): void => undefined;

function listen(types: readonly string[], listener: (event: Event) => void): void {
  for (const type of types) {
    document.addEventListener(type, listener, { capture: true, signal: ended.signal });
  }
}

/** @returns whether it will be done again */
function keep(control: HTMLElement, value?: string): boolean {
  if (deeds.length >= DEEDS_MAX) return false;
  deeds.push({ name: nameOf(control), value });
  return true;
}

listen(["click"], (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button === null) return;
  event.preventDefault();
  if (keep(button)) answerStep(button);
});
listen(["submit"], (event) => event.preventDefault());
listen(["change"], ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
    keep(target, target.value);
  }
});
listen(["pointerdown"], () => {
  isHeld = true;
});
listen(["pointerup", "pointercancel"], () => {
  isHeld = false;
  // The click comes after it.
  setTimeout(() => onLetGo());
});

function letGo(): Promise<void> {
  if (!isHeld) return Promise.resolve();
  return new Promise((resolve) => {
    onLetGo = resolve;
    setTimeout(resolve, HELD_MS_MAX);
  });
}

function redo({ name, value }: Deed): void {
  const control = findControl(name);
  if (value === undefined) control?.click();
  else if (control !== undefined) typeInto(control, value);
}

/** What the server wrote is painted, and can be pressed, before the page's script takes the processor. */
async function start(): Promise<void> {
  const url = document.currentScript?.dataset["starts"] ?? "";
  await Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    new Promise((resolve) => setTimeout(resolve, FRAME_MS_MAX)),
  ]);
  await import(/* @vite-ignore */ url);
}

globalThis.stampedeEarly = {
  end: () => ended.abort(),
  async takeOver(swap) {
    await letGo();
    const { activeElement } = document;
    const focused = isControl(activeElement) ? nameOf(activeElement) : null;
    if (activeElement instanceof HTMLInputElement) keep(activeElement, activeElement.value);
    ended.abort();
    swap();
    // First, because what is done again may move it.
    if (focused !== null) findControl(focused)?.focus({ preventScroll: true });
    for (const deed of deeds) {
      redo(deed);
      // React has then done what it does after an event.
      await Promise.resolve();
    }
  },
};
void start();
