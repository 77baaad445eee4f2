/** What keeps a promise, and how the sources look without it. */
export interface Guard {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly noticedBy: readonly Witness[];
}

/** A text that occurs once in a file, and what stands in its place when the guard is gone. */
export interface Edit {
  /** From the root, with forward slashes. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Tests of which at least one must fail. */
export interface Witness {
  /** From the root, with forward slashes. */
  readonly file: string;
  /** What their names hold; the others of the file are not run. */
  readonly named: string;
}

/**
 * Takes a guard out of a source.
 *
 * @throws when the text is not there exactly once: then the list no longer tells the truth.
 */
export function without(source: string, { file, from, to }: Edit): string {
  const [before, after, more] = source.split(from);
  if (before === undefined || after === undefined || more !== undefined) {
    const times = source.split(from).length - 1;
    throw new Error(`${file} holds this text ${times} times instead of once: ${from}`);
  }
  return before + to + after;
}
