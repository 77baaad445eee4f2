import { ImportFileError } from "./import-file-error.ts";

/** Far above any catalogue, and small enough to be held in memory several times over. */
export const FILE_BYTES_MAX = 32 * 1024 * 1024;

/**
 * Reads the bytes of an import file as UTF-8, without a byte order mark.
 *
 * @throws {ImportFileError} when they are too many, or not UTF-8, with the line and byte where that
 *   begins.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.byteLength > FILE_BYTES_MAX) {
    throw new ImportFileError(
      `has ${bytes.byteLength} bytes; at most ${FILE_BYTES_MAX} can be imported at once`,
    );
  }
  if (isUtf8Start(bytes, bytes.byteLength, false)) return new TextDecoder("utf-8").decode(bytes);
  const offset = firstBadByte(bytes);
  const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
  throw new ImportFileError(`is not UTF-8 text (line ${line}, byte ${offset + 1})`);
}

/** How many bytes from the start are UTF-8: a longer start is only good where a shorter one is. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.byteLength + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isUtf8Start(bytes, middle, true)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.byteLength - 1);
}

function isUtf8Start(bytes: Uint8Array, length: number, mayBeCut: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), {
      stream: mayBeCut,
    });
    return true;
  } catch {
    return false;
  }
}
