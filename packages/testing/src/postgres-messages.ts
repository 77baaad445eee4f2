import { Buffer } from "node:buffer";

/** One message of PostgreSQL's protocol, with the bytes that carry it. */
export interface PostgresMessage {
  /** Its type byte, such as `Q`; empty for what opens a connection, which has none. */
  readonly type: string;
  /** What follows the length, one character for each byte. */
  readonly text: string;
  readonly bytes: Buffer;
}

const LENGTH_BYTES = 4;

/**
 * Cuts one direction of a connection into messages, whatever pieces it comes in.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 *
 * @param from whose messages; a client's first ones have no type byte.
 * @returns takes the next piece and gives the messages that it completes.
 */
export function postgresMessages(from: "client" | "server"): (piece: Buffer) => PostgresMessage[] {
  let pending: Buffer = Buffer.alloc(0);
  let isOpening = from === "client";
  return (piece) => {
    pending = Buffer.concat([pending, piece]);
    const messages: PostgresMessage[] = [];
    for (;;) {
      const typeBytes = isOpening ? 0 : 1;
      if (pending.length < typeBytes + LENGTH_BYTES) return messages;
      const end = typeBytes + pending.readUInt32BE(typeBytes);
      if (pending.length < end) return messages;
      const bytes = pending.subarray(0, end);
      pending = pending.subarray(end);
      messages.push({
        type: bytes.toString("latin1", 0, typeBytes),
        text: bytes.toString("latin1", typeBytes + LENGTH_BYTES),
        bytes,
      });
      isOpening = false;
    }
  };
}
