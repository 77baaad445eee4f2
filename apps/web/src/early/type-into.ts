/** Types or chooses a value as a person does, so that the page's own listeners hear of it. */
export function typeInto(control: HTMLElement, value: string): void {
  // React watches the element's own property, and takes a value that it saw there for no change.
  const prototype: unknown = Object.getPrototypeOf(control);
  Reflect.set(Object(prototype), "value", value, control);
  for (const type of ["input", "change"]) {
    control.dispatchEvent(new Event(type, { bubbles: true }));
  }
}
