import { UsageError } from "./explain-error.ts";

const LENGTH_MAX = 1_000;

/**
 * The first line of a stream, without its end.
 *
 * @throws {UsageError} when it is longer than any secret.
 */
export async function readFirstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.length > LENGTH_MAX) throw new UsageError("the standard input is too long");
    if (text.includes("\n")) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? "";
}
