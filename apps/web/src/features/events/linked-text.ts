/** A piece of a paragraph: text, or an address that is written in it. */
interface TextPart {
  readonly key: number;
  readonly text: string;
  /** Where it leads, when it is an address. */
  readonly href: string | null;
}

/** Nothing but the web: no `javascript:`, no `data:`. */
const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
/** What ends a sentence rather than an address. */
const AFTER_ADDRESS = /[.,:;!?)\]}'”’]+$/u;

/** A paragraph in its pieces. */
interface Paragraph {
  readonly key: number;
  readonly parts: readonly TextPart[];
}

/**
 * The paragraphs of a text that a person wrote, each as text and links. It is shown as text: nothing
 * in it is ever markup.
 */
export function paragraphsOf(text: string): readonly Paragraph[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph, key) => ({ key, parts: partsOf(paragraph) }));
}

function partsOf(paragraph: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  const add = (text: string, href: string | null): void => {
    if (text !== "") parts.push({ key: parts.length, text, href });
  };
  let end = 0;
  for (const { 0: found, index } of paragraph.matchAll(ADDRESS)) {
    const address = found.replace(AFTER_ADDRESS, "");
    if (!URL.canParse(address)) continue;
    add(paragraph.slice(end, index), null);
    add(address, address);
    end = index + address.length;
  }
  add(paragraph.slice(end), null);
  return parts;
}
