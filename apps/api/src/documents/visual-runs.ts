import bidiFactory, { type Bidi } from "bidi-js";

// Its types are those of an ES module; what Node imports is the function itself.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const bidi = (bidiFactory as unknown as () => Bidi)();
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** A line as it stands on paper: its parts from left to right, each read in one direction. */
export interface VisualLine {
  readonly runs: readonly string[];
  /** Whether the line as a whole begins at the right. */
  readonly isRightToLeft: boolean;
}

/** Whether something in a text is read from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/**
 * Puts the parts of a line into the order in which they are drawn (Unicode's bidirectional algorithm,
 * UAX 9). The letters of a part stay in the order in which they are read: fonts turn those around.
 */
export function visualLine(line: string): VisualLine {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(line);
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
  return {
    runs: runs.map(({ text }) => text),
    isRightToLeft: (paragraphs[0]?.level ?? 0) % 2 === 1,
  };
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
