/** What a row saw in one round. */
export interface Findings {
  /** Calls of buyers and organizers that were made. */
  operations: number;
  /** Promises that were broken, one line each. */
  readonly violations: string[];
  /** From the end of a fault to the first sale after it, in milliseconds. */
  readonly recoveryMs: number[];
  /** Other figures, by what they are of, such as `latest answer (ms)`. */
  readonly figures: Map<string, number>;
}

export function noFindings(): Findings {
  return { operations: 0, violations: [], recoveryMs: [], figures: new Map() };
}

/** Keeps the largest value of a figure. */
export function keepMax({ figures }: Findings, name: string, value: number): void {
  figures.set(name, Math.max(value, figures.get(name) ?? -Infinity));
}

/** Notes a broken promise unless it was kept. */
export function expectThat({ violations }: Findings, kept: boolean, otherwise: string): void {
  if (!kept) violations.push(otherwise);
}
