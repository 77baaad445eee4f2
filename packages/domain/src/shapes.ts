import { z } from "zod";

/** Minor units at most for one price: 1 000 000.00. With it every sum stays an exact integer. */
export const PRICE_AMOUNT_MAX = 100_000_000;

export const idShape = z.uuid();
/** ISO 8601, UTC, milliseconds. */
export const instantShape = z.iso.datetime({ precision: 3 });
export const moneyShape = z.strictObject({ amount: z.int(), currency: z.literal("EUR") });
export type Money = z.infer<typeof moneyShape>;

/** An amount of minor units as it is shown to callers. */
export const euros = (amount: number): Money => ({ amount, currency: "EUR" });

// Control characters end up in mails, files and terminals; PostgreSQL refuses NUL; a lone surrogate
// cannot be encoded; and a bidirectional override shows a text as another one.
const UNSAFE_LINE = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const UNSAFE_TEXT = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** One line of text a person wrote: trimmed, 1 to `lengthMax` characters. */
export const lineShape = (lengthMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(lengthMax)
    .refine((text) => !UNSAFE_LINE.test(text), "has characters that cannot be shown");

/** Several lines of text a person wrote, up to `lengthMax` characters. */
export const textShape = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .refine((text) => !UNSAFE_TEXT.test(text), "has characters that cannot be shown");

const SEARCH_LENGTH_MAX = 200;
const CURSOR_LENGTH_MAX = 100;

/** What every list that is read a page at a time is asked with. */
export const pageInput = {
  search: textShape(SEARCH_LENGTH_MAX).optional(),
  cursor: z.string().max(CURSOR_LENGTH_MAX).nullish(),
  limit: z.int().min(1).max(100).default(20),
};

/** A page of such a list, which may have fewer items than `limit`; `nextCursor` is null on the last one. */
export const pageShape = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
