import { randomBytes } from "node:crypto";

/** Crockford's base 32, 5 bits a character. https://www.crockford.com/base32.html */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 16;

/** A code that nobody guesses: 80 random bits in 16 characters. */
export function newTicketCode(): string {
  // 256 is a multiple of 32, so each character is as likely as any other.
  return Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET.charAt(byte % 32)).join("");
}

/**
 * A code as it is stored, from what a person typed or a scanner read: any case, spaces and dashes
 * anywhere, O for 0, I and L for 1. What is no code comes out as something that no ticket has.
 */
export function normalizeTicketCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}
