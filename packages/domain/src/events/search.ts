import { events } from "@stampede/db/schema";
import { type SQL, sql } from "drizzle-orm";

/** Words that count; each is looked for in the text of every event that is left. */
const WORDS_MAX = 10;

// The collation folds case in every script, whatever the database was created with.
const TEXT = sql`lower(concat_ws(' ', ${events.name}, ${events.venue}->>'city', ${events.venue}->>'name', ${events.description}) COLLATE "pg_c_utf8")`;

/**
 * The conditions that an event's name, venue, city and description contain every word of `search`,
 * in any case and order; none for a search without a word.
 */
export function matches(search: string | undefined): SQL[] {
  return wordsOf(search ?? "").map(
    (word) => sql`${TEXT} LIKE lower(${likePattern(word)} COLLATE "pg_c_utf8")`,
  );
}

function wordsOf(search: string): string[] {
  return search
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, WORDS_MAX);
}

/** A LIKE pattern for texts that contain `word`, whose own `%`, `_` and `\` stand for themselves. */
export function likePattern(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
