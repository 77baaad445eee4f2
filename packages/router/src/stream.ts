import type { z } from "zod";
import { asTRPCError } from "./refusal.ts";

/**
 * A subscription's values, each checked by its schema, until the client leaves or the server is
 * about to go. In the second case the stream breaks off without tRPC's word of an orderly end,
 * which would keep the client from connecting again.
 *
 * @param open starts the stream; it must end when its signal aborts.
 */
export async function* untilClosing<Value>(
  schema: z.ZodType<Value>,
  closing: AbortSignal,
  left: AbortSignal | undefined,
  open: (ended: AbortSignal) => AsyncGenerator<Value, void, undefined>,
): AsyncGenerator<Value, void, undefined> {
  const ended = left === undefined ? closing : AbortSignal.any([closing, left]);
  try {
    for await (const value of open(ended)) yield schema.parse(value);
  } catch (error) {
    throw asTRPCError(error);
  }
  if (closing.aborted) throw new DOMException("The server is about to go.", "AbortError");
}
