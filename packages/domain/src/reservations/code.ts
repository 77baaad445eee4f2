/** Crockford's base 32: no I, L, O or U, so that a code can be read out. https://www.crockford.com/base32.html */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 10;
const BITS_PER_CHARACTER = 5n;
/** Whole digits of the id within the code's 50 bits; one more holds the rest, and 52 bits are exact. */
const HEX_DIGITS = 12;

/**
 * The code of a reservation that people read and say, such as `7K2QF-0M3XZ`: the last 50 bits of its
 * id, random ones, so it needs no column and no index.
 */
export function reservationCode(reservationId: string): string {
  let bits = Number.parseInt(reservationId.replaceAll("-", "").slice(-HEX_DIGITS - 1), 16);
  let code = "";
  for (let i = 0; i < CODE_LENGTH; i++) {
    code = ALPHABET.charAt(bits % ALPHABET.length) + code;
    bits = Math.floor(bits / ALPHABET.length);
  }
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

/**
 * The last 12 hexadecimal digits of the id that a code stands for, or undefined where the text is
 * no code. Reads what people type: any case, with or without the dash, O for 0, I and L for 1.
 */
export function idSuffixOfCode(text: string): string | undefined {
  const code = text
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  if (code.length !== CODE_LENGTH) return undefined;
  let bits = 0n;
  for (const character of code) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    bits = (bits << BITS_PER_CHARACTER) | BigInt(value);
  }
  return bits
    .toString(16)
    .padStart(HEX_DIGITS + 1, "0")
    .slice(-HEX_DIGITS);
}
