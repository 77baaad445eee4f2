import { createHash } from "node:crypto";
import { type Colour, encodePng } from "./png.ts";

const WIDTH = 1_200;
const HEIGHT = 630;
const CIRCLES = 4;
/** How far its two hues are apart, in degrees: near, aside, opposite. */
const HARMONIES = [35, 120, 165, 200] as const;
/** With every layer of circles they stay below 256 colours. */
const BANDS = 50;

interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * A picture for an event that has none: circles in two hues on a dark ground, always the same for the
 * same slug.
 *
 * @returns a PNG of 1200 by 630 pixels, as sites show beside a link.
 */
export function drawCover(slug: string): Buffer<ArrayBuffer> {
  const seed = createHash("sha256").update(slug).digest();
  const part = (index: number): number => seed.readUInt16BE(index * 2) / 0x1_00_00;
  const hue = part(0) * 360;
  const otherHue = hue + pick(HARMONIES, part(1));
  const circles = Array.from({ length: CIRCLES }, (_, index): Circle => {
    const [x, y, size] = [part(2 + index * 3), part(3 + index * 3), part(4 + index * 3)];
    return { x: x * WIDTH, y: y * HEIGHT, radius: 90 + size * 260 };
  });
  const palette: Colour[] = [];
  // Each band of the ground once for every number of circles that can lie over it.
  for (let layer = 0; layer <= CIRCLES; layer++) {
    const shift = (otherHue - hue) * Math.min(1, layer / 2);
    for (let band = 0; band < BANDS; band++) {
      const share = band / (BANDS - 1);
      palette.push(colour(hue + shift + share * 18, 0.45, 0.17 + share * 0.13 + layer * 0.13));
    }
  }
  return encodePng({ width: WIDTH, height: HEIGHT, pixels: paint(circles) }, palette);
}

function paint(circles: readonly Circle[]): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    pixels.fill(Math.floor((y / HEIGHT) * BANDS), y * WIDTH, (y + 1) * WIDTH);
    for (const { x, y: centre, radius } of circles) {
      const half = Math.sqrt(Math.max(0, radius ** 2 - (y - centre) ** 2));
      const from = Math.max(0, Math.ceil(x - half));
      const to = Math.min(WIDTH, Math.floor(x + half));
      for (let at = from; at < to; at++) {
        const pixel = y * WIDTH + at;
        pixels[pixel] = (pixels[pixel] ?? 0) + BANDS;
      }
    }
  }
  return pixels;
}

function pick(from: readonly number[], at: number): number {
  return from[Math.floor(at * from.length)] ?? 0;
}

/** From hue (degrees), saturation and lightness (0 to 1). */
function colour(hue: number, saturation: number, lightness: number): Colour {
  const channel = (offset: number): number => {
    const at = (offset + (hue % 360) / 30) % 12;
    const reach = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
