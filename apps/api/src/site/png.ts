import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BITS_PER_PIXEL = 8;
const PALETTE_COLOURS = 3;

/** Red, green and blue, 0 to 255 each. */
export type Colour = readonly [number, number, number];

/**
 * An image of few colours as PNG.
 *
 * @param pixels for each pixel, row after row, the place of its colour in the palette
 * @param palette 256 colours at most
 * @see https://www.w3.org/TR/png-3/
 */
export function encodePng(
  {
    width,
    height,
    pixels,
  }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  palette: readonly Colour[],
): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS_PER_PIXEL, PALETTE_COLOURS], 8);
  // Each row begins with the number of its filter: 0, for none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const content = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, check]);
}
