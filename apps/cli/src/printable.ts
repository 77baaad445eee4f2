// Control characters move a terminal's cursor or worse, and a bidirectional override shows a text as
// another one; both may stand in a file that somebody else wrote.
const UNSAFE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** The line with everything that a terminal would act on written as an escape. */
export function printable(line: string): string {
  return line.replaceAll(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
