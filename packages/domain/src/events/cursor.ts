import { invalidInput } from "../errors.ts";
import { isInstant } from "./instant-input.ts";

/** The place in a list of events after which the next page begins. */
export interface EventPlace {
  readonly startsAt: Date;
  readonly id: string;
}

const INSTANT_BYTES = 8;
const ID_BYTES = 16;
const CURSOR_BYTES = INSTANT_BYTES + ID_BYTES;

/** The place as an opaque word of 32 characters that fit into an address. */
export function encodeCursor({ startsAt, id }: EventPlace): string {
  const bytes = Buffer.alloc(CURSOR_BYTES);
  bytes.writeBigInt64BE(BigInt(startsAt.getTime()));
  bytes.write(id.replaceAll("-", ""), INSTANT_BYTES, "hex");
  return bytes.toString("base64url");
}

/**
 * Reads what `encodeCursor` wrote.
 *
 * @throws {DomainError} `INVALID_INPUT` at `cursor` for anything else.
 */
export function decodeCursor(cursor: string): EventPlace {
  const bytes = Buffer.from(cursor, "base64url");
  // Decoding skips what is no base64url: only the exact spelling counts.
  if (bytes.length !== CURSOR_BYTES || bytes.toString("base64url") !== cursor) throw forged();
  const startsAt = Number(bytes.readBigInt64BE());
  if (!isInstant(startsAt)) throw forged();
  const digits = bytes.toString("hex", INSTANT_BYTES);
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { startsAt: new Date(startsAt), id };
}

function forged(): Error {
  return invalidInput(["cursor"], "The cursor is not one that a list gave.");
}
