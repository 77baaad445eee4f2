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
    let isAsChosen = true;
    for (const { more, count } of steps) {
      if (!(await stepTo(findControl(more), count))) isAsChosen = false;
    }
    for (const { name, value } of values) {
      const control = findControl(name);
      if (control !== undefined) typeInto(control, value);
      await reacted();
    }
    // What there is less of meanwhile is not ordered without another press.
    if (isSent && isAsChosen)
      document.querySelector<HTMLFormElement>(`form#${ORDER_FORM}`)?.requestSubmit();
  };
}

/**
 * Presses until a stepper shows a number, or shows no other: the page may begin with an order.
 *
 * @returns whether it shows it
 */
async function stepTo(more: HTMLElement | undefined, wanted: number): Promise<boolean> {
  const stepper = more?.parentElement;
  if (!stepper) return false;
  let count = countIn(stepper);
  let distance = Infinity;
  while (count !== wanted && Math.abs(wanted - count) < distance) {
    distance = Math.abs(wanted - count);
    const button = count < wanted ? more : stepper.querySelector("button");
    button?.click();
    await reacted();
    count = countIn(stepper);
  }
  return count === wanted;
}

/** React has then done what it does after an event. */
function reacted(): Promise<void> {
  return Promise.resolve();
}
