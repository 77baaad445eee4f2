import { ORDER_FORM } from "../features/events/order-marks.ts";
import { countIn } from "./answer-step.ts";
import { findControl, nameOf } from "./control-name.ts";
import { typeInto } from "./type-into.ts";

/** What was done on the page that the server wrote. */
export interface Deeds {
  /** The steppers that were pressed. */
  readonly stepped: Set<HTMLElement>;
  /** The selects in which something was chosen. */
  readonly chosen: Set<HTMLSelectElement>;
  /** Whether the order was sent. */
  isSent: boolean;
}

/**
 * Reads what the page shows of what was done on it, before another takes its place.
 *
 * @returns does it again on the other
 */
export function readDeeds({ stepped, chosen, isSent }: Deeds): () => Promise<void> {
  const steps = [...stepped].flatMap((stepper) => {
    const more = stepper.querySelector<HTMLElement>("button:last-of-type");
    return more === null ? [] : [{ more: nameOf(more), count: countIn(stepper) }];
  });
  const inputs = [...document.querySelectorAll<HTMLInputElement>("#root input")];
  const typed = [...inputs.filter((input) => input.value !== input.defaultValue), ...chosen];
  const values = typed.map((control) => ({ name: nameOf(control), value: control.value }));
  return async () => {
    for (const { more, count } of steps) await stepTo(findControl(more), count);
    for (const { name, value } of values) {
      const control = findControl(name);
      if (control !== undefined) typeInto(control, value);
      await reacted();
    }
    if (isSent) document.querySelector<HTMLFormElement>(`form#${ORDER_FORM}`)?.requestSubmit();
  };
}

/** Presses until a stepper shows a number, or shows no other: the page may begin with an order. */
async function stepTo(more: HTMLElement | undefined, wanted: number): Promise<void> {
  const stepper = more?.parentElement;
  if (!stepper) return;
  let count = countIn(stepper);
  let distance = Infinity;
  while (count !== wanted && Math.abs(wanted - count) < distance) {
    distance = Math.abs(wanted - count);
    const button = count < wanted ? more : stepper.querySelector("button");
    button?.click();
    await reacted();
    count = countIn(stepper);
  }
}

/** React has then done what it does after an event. */
function reacted(): Promise<void> {
  return Promise.resolve();
}
