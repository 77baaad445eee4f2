import { invalidInput } from "@stampede/domain/errors";
import { inTime } from "@stampede/router/in-time";
import { asTRPCError, refused } from "@stampede/router/refusal";
import { TRPCError } from "@trpc/server";

export const BODY_BYTES_MAX = 64 * 1_024;

/** A lenient one would turn what is no UTF-8 into other text, and store it. */
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads and parses a request's body: at most 64 KiB of JSON in UTF-8.
 *
 * @throws {TRPCError} `INVALID_INPUT`, with 413 for a body that is too large and 400 for anything
 *   that is no JSON; `UNAVAILABLE` for one that is not whole in time.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  return parseJsonBody(await bodyInTime(readBytes(request)));
}

/**
 * The bytes of a body, waited for as long as an answer is. A call may have no deadline of its own, as
 * a payment has none, and would keep its place for as long as Node waits for a whole request.
 *
 * @throws {TRPCError} `UNAVAILABLE` when that is too long; nothing has been done for the call.
 */
export async function bodyInTime(
  bytes: Promise<Uint8Array>,
  sinceMs?: number,
): Promise<Uint8Array> {
  try {
    return await inTime(bytes, sinceMs);
  } catch (error) {
    // Anything else than tRPC's own error would be answered as the input's fault.
    throw asTRPCError(error);
  }
}

/**
 * Parses a body that has been read.
 *
 * @throws {TRPCError} `INVALID_INPUT` with 400 for anything that is no JSON in UTF-8. The parser's
 *   own message would quote the body, so it is left out.
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw refused(invalidInput([], "The body is not JSON in UTF-8."));
  }
}

/** Says of a body that nobody waits for any more that nothing was done with it. */
export function bodyTooLate(): TRPCError {
  const message = "The connection or the call ended before the body did.";
  return new TRPCError({ code: "CLIENT_CLOSED_REQUEST", message });
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const length = request.headers.get("content-length");
  // With a length the HTTP parser itself ends the body there, so it can be read in one go.
  if (length !== null && !request.headers.has("transfer-encoding")) {
    if (Number(length) > BODY_BYTES_MAX) throw tooLarge();
    return new Uint8Array(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_BYTES_MAX) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Error {
  const refusal = invalidInput([], `The body has more than ${BODY_BYTES_MAX} bytes.`);
  return refused(refusal, "PAYLOAD_TOO_LARGE");
}
