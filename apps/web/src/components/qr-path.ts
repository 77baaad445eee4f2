import { encodeQR } from "qr";

/** The ticket around the code is white too; this is what scanners need at least of their own. */
const BORDER_MODULES = 2;

/** A QR code to be drawn: a square of `size` units, and the path of its dark modules. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** The QR code of a text, as one path with a rectangle for each run of dark modules. */
export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: BORDER_MODULES });
  const path = rows.map((modules, y) => rowPath(modules, y)).join("");
  return { size: rows.length, path };
}

function rowPath(modules: readonly boolean[], y: number): string {
  let path = "";
  let length = 0;
  // One more than there are: a run that reaches the end ends there.
  for (let x = 0; x <= modules.length; x++) {
    if (modules[x] === true) {
      length++;
      continue;
    }
    if (length > 0) path += `M${x - length} ${y}h${length}v1h-${length}z`;
    length = 0;
  }
  return path;
}
