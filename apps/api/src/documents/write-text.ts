import { drawable, type FontName } from "./fonts.ts";
import { hasRightToLeft, isRightToLeft, visualRuns } from "./visual-runs.ts";

const INK = "#1c1917";
const ELLIPSIS = "…";
/** So that words are laid out as one text: else those of right-to-left scripts come in reverse. */
const AS_ONE = { features: [] };

/** A text, and how it is written. */
export interface Text {
  readonly text: string;
  readonly font?: FontName;
  /** Points. */
  readonly size: number;
  readonly color?: string;
  /** What does not fit on so many lines ends with an ellipsis. */
  readonly lines: number;
  readonly align?: "left" | "center";
}

/** Where a text may be: points from the left edge. */
interface Column {
  readonly left: number;
  readonly width: number;
}

/** Writes below what was written last. */
export function writeText(document: PDFKit.PDFDocument, column: Column, options: Text): void {
  const { text, font = "regular", size, color = INK, lines, align = "left" } = options;
  document.font(font).fontSize(size).fillColor(color);
  const drawn = drawable(document, text, "");
  if (drawn === "") return;
  const lineHeight = document.currentLineHeight(true);
  if (!hasRightToLeft(drawn)) {
    const { left, width } = column;
    const box = { width, height: lineHeight * lines, align, ellipsis: true };
    document.text(drawn, left, document.y, box);
    return;
  }
  // That of the first line is that of all, whatever they begin with.
  const direction = isRightToLeft(drawn) ? "rtl" : "ltr";
  for (const line of linesOf(document, drawn, { width: column.width, lines })) {
    drawLine(document, line, { ...column, align, direction });
    document.y += lineHeight;
  }
}

/** Breaks a text between words; the last line ends with an ellipsis where there is more. */
function linesOf(
  document: PDFKit.PDFDocument,
  text: string,
  { width, lines }: { readonly width: number; readonly lines: number },
): readonly string[] {
  const fits = (line: string): boolean => document.widthOfString(line, AS_ONE) <= width;
  const broken: string[] = [""];
  for (const word of text.split(" ")) {
    const line = broken.at(-1) ?? "";
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || fits(longer)) broken[broken.length - 1] = longer;
    else broken.push(word);
  }
  const kept = broken.slice(0, lines);
  const isCut = broken.length > lines;
  return kept.map((line, index) => {
    const isLast = index === kept.length - 1;
    return isCut && isLast ? shortened(`${line}${ELLIPSIS}`, fits) : shortened(line, fits);
  });
}

/** As much of a line as fits. */
function shortened(line: string, fits: (line: string) => boolean): string {
  const letters = Array.from(line);
  while (letters.length > 1 && !fits(letters.join(""))) letters.splice(-2, 2, ELLIPSIS);
  return letters.join("");
}

interface LineLook {
  readonly align: "left" | "center";
  readonly direction: "ltr" | "rtl";
}

function drawLine(
  document: PDFKit.PDFDocument,
  line: string,
  { left, width, align, direction }: Column & LineLook,
): void {
  const runs = visualRuns(line, direction);
  const widths = runs.map((run) => document.widthOfString(run, AS_ONE));
  const free = width - widths.reduce((sum, each) => sum + each, 0);
  let x = left + (align === "center" ? free / 2 : direction === "rtl" ? free : 0);
  const { y } = document;
  for (const [index, run] of runs.entries()) {
    document.text(run, x, y, { ...AS_ONE, lineBreak: false });
    x += widths[index] ?? 0;
  }
  document.y = y;
}
