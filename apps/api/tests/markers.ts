/**
 * Stands in a value for JSON that no value has. Both kinds of marker are strings that begin with a
 * character of private use, so that a value which holds them can be shrunk like any other.
 */
const MARK = "\uE0F5";
const MARKED = new RegExp(`"${MARK}(raw|known):([^"]*)"`, "g");

/** A number that is written as it stands, such as `1e309`. */
export const rawNumber = (text: string): string => `${MARK}raw:${text}`;

/** What is called so in the world that the value is sent to. */
export const known = (name: string): string => `${MARK}known:${name}`;

/** The JSON of a value with its markers replaced. */
export function render(value: unknown, world: Readonly<Record<string, string>> = {}): string {
  // JSON has no word for nothing.
  const text = JSON.stringify(value) ?? "";
  return text.replaceAll(MARKED, (_, kind: string, name: string) =>
    kind === "raw" ? name : JSON.stringify(world[name] ?? name),
  );
}
