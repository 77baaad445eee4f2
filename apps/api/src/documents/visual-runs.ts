import bidiFactory, { type Bidi } from "bidi-js";

// Its types are those of an ES module; what Node imports is the function itself.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const bidi = (bidiFactory as unknown as () => Bidi)();
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Whether something in a text is read from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Whether a text as a whole begins at the right. */
export function isRightToLeft(text: string): boolean {
  return (bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0) % 2 === 1;
}

/**
 * Puts the parts of a line into the order in which they are drawn, from left to right (Unicode's
 * bidirectional algorithm, UAX 9). The letters of a part stay in the order in which they are read:
 * fonts turn those around.
 *
 * @param direction of the whole text that the line is of
 */
export function visualRuns(line: string, direction: "ltr" | "rtl"): readonly string[] {
  const { levels } = bidi.getEmbeddingLevels(line, direction);
  const runs: { text: string; level: number }[] = [];
  for (const [index, unit] of line.split("").entries()) {
    const level = levels[index] ?? 0;
    const last = runs.at(-1);
    const drawn = level % 2 === 1 ? (bidi.getMirroredCharacter(unit) ?? unit) : unit;
    if (last !== undefined && last.level === level) last.text += drawn;
    else runs.push({ text: drawn, level });
  }
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--) turnAround(runs, level);
  // What has no letters of such a script, a font does not turn around.
  return runs.map(({ text, level }) =>
    level % 2 === 0 || hasRightToLeft(text) ? text : Array.from(text).toReversed().join(""),
  );
}

/** Reverses each row of neighbours whose level is at least this one. */
function turnAround(runs: { readonly level: number }[], level: number): void {
  let start = 0;
  while (start < runs.length) {
    let end = start;
    while ((runs[end]?.level ?? -1) >= level) end++;
    runs.splice(start, end - start, ...runs.slice(start, end).toReversed());
    start = end + 1;
  }
}
