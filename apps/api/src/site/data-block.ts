import { raw } from "hono/html";

const UNSAFE = /[<>&\u2028\u2029]/g;

/**
 * JSON for an element that no browser runs. Nothing in it can end the element, or begin a comment
 * or a script in it: those characters are written as JSON's own escapes.
 *
 * @param attributes of the element, as they are written.
 */
export function dataBlock(attributes: string, value: unknown) {
  const json = JSON.stringify(value).replaceAll(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return raw(`<script ${attributes}>${json}</script>`);
}
