const CONTROLS = "button, input, select, a[href], [tabindex]";

/** A control by what it says, so that it is found in a page made anew. */
export interface ControlName {
  readonly tag: string;
  readonly says: string;
  /** Which of those that say the same. */
  readonly index: number;
}

/** Whether something is what can have the focus. */
export function isControl(target: unknown): target is HTMLElement {
  return target instanceof HTMLElement && target.matches(CONTROLS);
}

/** The name of a control of the page. */
export function nameOf(control: HTMLElement): ControlName {
  const tag = control.localName;
  const says = wordsOf(control);
  return { tag, says, index: Math.max(0, alike(tag, says).indexOf(control)) };
}

/** The control with a name, if there is one on the page. */
export function findControl({ tag, says, index }: ControlName): HTMLElement | undefined {
  return alike(tag, says)[index];
}

function alike(tag: string, says: string): readonly HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>(`#root ${tag}`);
  return [...all].filter((control) => wordsOf(control) === says);
}

function wordsOf(control: HTMLElement): string {
  return (
    control.getAttribute("aria-label") ?? control.getAttribute("name") ?? control.textContent.trim()
  );
}
