/** Characters of a ticket's code. */
const CODE_LENGTH = 16;
/** The server takes no more; what is longer is no code of a ticket. */
const TEXT_LENGTH_MAX = 64;
const UNSAFE = /\p{Cc}|\p{Cs}/u;

/** A code as it is sent, from what was typed or read: without spaces and dashes, in capitals. */
export function tidyCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, "");
}

/** Whether what was typed is as long as a code, so that it can be sent without being asked to. */
export function isWholeCode(text: string): boolean {
  return tidyCode(text).length === CODE_LENGTH;
}

/** Whether a tidied code can be a ticket's at all: a camera reads the codes of posters too. */
export function canBeCode(code: string): boolean {
  return code.length > 0 && code.length <= TEXT_LENGTH_MAX && !UNSAFE.test(code);
}
