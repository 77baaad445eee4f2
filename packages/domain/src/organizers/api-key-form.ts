/** Lets scanners of logs and repositories recognise a leaked key. */
export const API_KEY_PREFIX = "sk_";

/** The prefix, and 32 bytes in base64url. */
const FORM = /^sk_[\w-]{43}$/;

/** Whether a text looks like a key; whose it is only the database can tell. */
export function isApiKeyShaped(text: string): boolean {
  return FORM.test(text);
}
