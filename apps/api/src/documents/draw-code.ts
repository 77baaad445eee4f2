import { encodeQR } from "qr";

/** The page around the code is white too, and the library makes no code without any. */
const BORDER_MODULES = 1;

interface Square {
  readonly x: number;
  readonly y: number;
  /** Points. */
  readonly size: number;
}

/** Draws a QR code as shapes, sharp at any size: one rectangle for each run of dark modules. */
export function drawCode(document: PDFKit.PDFDocument, text: string, { x, y, size }: Square): void {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: BORDER_MODULES });
  const module = size / rows.length;
  for (const [row, modules] of rows.entries()) {
    let start = 0;
    while (start < modules.length) {
      const end = runEnd(modules, start);
      if (modules[start] === true) {
        document.rect(x + start * module, y + row * module, (end - start) * module, module);
      }
      start = end;
    }
  }
  document.fill("#000000");
}

/** Where the run of equal modules ends that begins at `start`. */
function runEnd(modules: readonly boolean[], start: number): number {
  const next = modules.findIndex((isDark, index) => index > start && isDark !== modules[start]);
  return next === -1 ? modules.length : next;
}
