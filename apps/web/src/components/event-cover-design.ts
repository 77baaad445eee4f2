/** One shape of a cover, in the units of its 160 × 90 box. */
export interface CoverShape {
  readonly key: number;
  readonly kind: "disc" | "ring" | "half" | "bars";
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly turn: number;
  readonly color: string;
  readonly opacity: number;
}

interface CoverDesign {
  readonly ground: string;
  readonly glow: { readonly x: number; readonly y: number; readonly color: string };
  readonly shapes: readonly CoverShape[];
}

const KINDS = ["disc", "ring", "half", "bars"] as const;
const SHAPES = 4;
/** How far the hues of a cover are apart, in degrees: near, aside, opposite. */
const HARMONIES = [35, 120, 165, 200];

/** The design of an event's cover: the same for the same slug. */
export function coverOf(slug: string): CoverDesign {
  const next = randomOf(slug);
  const hue = Math.floor(next() * 360);
  const other = hue + pick(HARMONIES, next());
  const colors = [
    color(other, 66, 62),
    color(hue + 20, 58, 70),
    color(other + 25, 80, 78),
    color(hue, 45, 30),
  ];
  return {
    ground: color(hue, 48, 24),
    glow: { x: 0.1 + next() * 0.8, y: next() * 0.5, color: color(hue + 12, 55, 42) },
    shapes: Array.from({ length: SHAPES }, (_, key) => ({
      key,
      kind: pick(KINDS, next()),
      // Spread from side to side, so that no part is empty.
      x: Math.round(20 + (key * 120) / (SHAPES - 1) + (next() - 0.5) * 36),
      y: Math.round(15 + next() * 65),
      size: Math.round(10 + next() * 22),
      turn: Math.floor(next() * 8) * 45,
      color: pick(colors, next()),
      opacity: 0.7 + Math.round(next() * 3) / 10,
    })),
  };
}

function color(hue: number, saturation: number, lightness: number): string {
  return `hsl(${hue % 360} ${saturation}% ${lightness}%)`;
}

function pick<T>(from: readonly T[], at: number): T {
  const picked = from[Math.floor(at * from.length)];
  if (picked === undefined) throw new RangeError("nothing to pick from");
  return picked;
}

/** Numbers from 0 up to 1 that follow from a text: FNV-1a for the seed, then a mulberry32 generator. */
function randomOf(text: string): () => number {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
