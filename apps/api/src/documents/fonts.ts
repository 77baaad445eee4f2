import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Pdf from "pdfkit";

/** DejaVu has the letters of every language that is written in Latin, Greek or Cyrillic. */
const FILES = {
  regular: import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  bold: import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
} as const;

export type FontName = keyof typeof FILES;

/** What of a font of the library's is used here. */
interface Font {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

let parsed: Readonly<Record<FontName, Font>> | undefined;

/**
 * Makes the fonts known to a document by their names. They are read and parsed once for a process,
 * which is most of the work of a short document.
 */
export function registerFonts(document: PDFKit.PDFDocument): void {
  parsed ??= { regular: parseFont("regular"), bold: parseFont("bold") };
  for (const [name, font] of Object.entries(parsed)) register(document, name, font);
}

function parseFont(name: FontName): Font {
  const file = readFileSync(fileURLToPath(FILES[name]));
  return fontOf(new Pdf({ autoFirstPage: false }).registerFont(name, file).font(name));
}

/** The library takes a parsed font as well as a file, which its types leave out. */
function register(document: object, name: string, font: Font): void {
  const method: unknown = Reflect.get(document, "registerFont");
  if (typeof method !== "function") throw new Error("this is no document");
  Reflect.apply(method, document, [name, font]);
}

/** The font that a document draws with, which the library's types leave out too. */
function fontOf(document: object): Font {
  const font: unknown = Reflect.get(Object(Reflect.get(document, "_font")), "font");
  if (!isFont(font)) throw new Error("the document draws with no font of ours");
  return font;
}

function isFont(font: unknown): font is Font {
  return typeof Reflect.get(Object(font), "hasGlyphForCodePoint") === "function";
}

/** Joins and colours what stands before it; means nothing alone. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/gu;

/** Stands for letters that the font has not, so that nobody takes what is left for all of it. */
const MISSING = "□";

/**
 * A text as the document's current font can draw it: a box stands for letters that it has not, and
 * emoji, which would come out as boxes too, are left away.
 *
 * @returns `instead` where no letter and no figure is left.
 */
export function drawable(document: PDFKit.PDFDocument, text: string, instead: string): string {
  const font = fontOf(document);
  const kept = Array.from(text.normalize("NFC").replaceAll(INVISIBLE, ""))
    .map((character) => {
      if (font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return character;
      return /[\p{L}\p{N}]/u.test(character) ? MISSING : "";
    })
    .join("")
    .replaceAll(/□+/gu, MISSING)
    .replaceAll(/\s+/g, " ")
    .trim();
  return /[\p{L}\p{N}]/u.test(kept) ? kept : instead;
}
