import { z } from "zod";

const SLUG_LENGTH_MAX = 80;
/** Leaves room for a suffix that tells events of one name apart. */
const GENERATED_LENGTH_MAX = 70;
const FALLBACK = "event";
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const UUID_DIGITS = /^[0-9a-f]{32}$/;

/** The words of an address: lower-case ASCII letters and digits, joined by single hyphens. */
export const slugShape = z
  .string()
  .max(SLUG_LENGTH_MAX)
  .regex(SLUG, "has only lower-case letters, digits and single hyphens between them")
  // An event is looked up by its id or its slug, so no slug may be another event's id.
  .refine((slug) => !readsAsId(slug), "reads as an id");

// Letters that Unicode does not decompose into a base letter and a mark.
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  ŧ: "t",
};

/**
 * A slug for an event of this name: ASCII-folded, at most 70 characters, cut between words where it
 * can be. A name without a single Latin letter or digit gives `event`.
 */
export function slugFrom(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}|['’]/gu, "")
    .replaceAll(/[^\0-\x7F]/gu, (letter) => LETTERS[letter] ?? " ")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const [first = FALLBACK, ...rest] = words;
  let slug = first.slice(0, GENERATED_LENGTH_MAX);
  for (const word of rest) {
    if (slug.length + 1 + word.length > GENERATED_LENGTH_MAX) break;
    slug += `-${word}`;
  }
  return readsAsId(slug) ? `${FALLBACK}-${slug}` : slug;
}

function readsAsId(slug: string): boolean {
  return UUID_DIGITS.test(slug.replaceAll("-", ""));
}
