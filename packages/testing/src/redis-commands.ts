import { Buffer } from "node:buffer";

/** One command as a client sends it: an array of strings, with the bytes that carry it. */
export interface RedisCommand {
  /** The command's name, in capitals. */
  readonly type: string;
  /** All its words, with a space between. */
  readonly text: string;
  readonly bytes: Buffer;
}

const END = "\r\n";

/**
 * Cuts what a client sends to Redis into commands, whatever pieces it comes in.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * @returns takes the next piece and gives the commands that it completes.
 */
export function redisCommands(): (piece: Buffer) => RedisCommand[] {
  let pending: Buffer = Buffer.alloc(0);
  return (piece) => {
    pending = Buffer.concat([pending, piece]);
    const commands: RedisCommand[] = [];
    for (;;) {
      const found = firstCommand(pending);
      if (found === undefined) return commands;
      commands.push({
        type: found.words[0]?.toUpperCase() ?? "",
        text: found.words.join(" "),
        bytes: pending.subarray(0, found.end),
      });
      pending = pending.subarray(found.end);
    }
  };
}

/** The words of the first command and where it ends; undefined while it is not all there. */
function firstCommand(bytes: Buffer): { words: string[]; end: number } | undefined {
  const head = lineAt(bytes, 0);
  if (head === undefined) return undefined;
  // Not an array: a command as a person types it.
  if (!head.text.startsWith("*")) return { words: head.text.split(" "), end: head.end };
  const words: string[] = [];
  let at = head.end;
  for (let word = 0; word < Number(head.text.slice(1)); word++) {
    const length = lineAt(bytes, at);
    if (length === undefined) return undefined;
    const end = length.end + Number(length.text.slice(1));
    if (bytes.length < end + END.length) return undefined;
    words.push(bytes.toString("latin1", length.end, end));
    at = end + END.length;
  }
  return { words, end: at };
}

function lineAt(bytes: Buffer, start: number): { text: string; end: number } | undefined {
  const end = bytes.indexOf(END, start, "latin1");
  if (end < 0) return undefined;
  return { text: bytes.toString("latin1", start, end), end: end + END.length };
}
