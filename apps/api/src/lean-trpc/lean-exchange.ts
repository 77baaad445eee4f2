import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_BYTES_MAX, parseJsonBody } from "../json-body.ts";
import type { LeanReply, LeanRequest } from "./lean-options.ts";

const CONTENT_TYPE = "content-type";

/** Nothing in it that would change how Hono or tRPC reads the rest; its body can be read in one go. */
export function isPlainExchange({ method, httpVersion, headers, rawHeaders }: IncomingMessage) {
  return (
    httpVersion === "1.1" &&
    headers.upgrade === undefined &&
    headers.expect === undefined &&
    headers["transfer-encoding"] === undefined &&
    (method === "POST") === Number(headers["content-length"] ?? 0) > 0 &&
    Number(headers["content-length"] ?? 0) <= BODY_BYTES_MAX &&
    !hasTwoTypes(rawHeaders)
  );
}

/** Node keeps the first of them, and Hono both. */
function hasTwoTypes(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === CONTENT_TYPE.length && name.toLowerCase() === CONTENT_TYPE) count += 1;
  }
  return count > 1;
}

/** A request of Node's server as the lean path reads it. */
export function leanRequest(incoming: IncomingMessage, outgoing: ServerResponse): LeanRequest {
  const { method = "", url = "", headers, socket } = incoming;
  const leaving = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) leaving.abort();
  });
  return {
    method,
    target: url,
    header: (name) => headers[name]?.toString(),
    peer: socket.remoteAddress,
    signal: leaving.signal,
    readJson: async () => parseJsonBody(await readBytes(incoming)),
  };
}

/** @throws {Error} when the connection ends first; then nobody is there to be answered. */
function readBytes(incoming: IncomingMessage): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  // Whoever begins to read that late hears of no event any more.
  if (incoming.destroyed) reject(new Error("The connection ended before the body did."));
  let bytes: Buffer | undefined;
  incoming.on("data", (chunk: Buffer) => {
    // Most bodies are one piece.
    bytes = bytes === undefined ? chunk : Buffer.concat([bytes, chunk]);
  });
  incoming.once("end", () => resolve(bytes ?? Buffer.alloc(0)));
  incoming.once("error", reject);
  return promise;
}

/**
 * Sends a reply.
 *
 * @param standing what stands in every reply, as flat pairs; the reply's own follow.
 */
export function sendReply(
  outgoing: ServerResponse,
  { status, headers, body }: LeanReply,
  standing: readonly string[],
): void {
  const length = Buffer.byteLength(body);
  const pairs = [...standing];
  for (const name in headers) pairs.push(name, headers[name] ?? "");
  pairs.push("content-length", String(length));
  outgoing.writeHead(status, pairs);
  // As ASCII it goes out in one piece with the head, and is not translated.
  outgoing.end(body, length === body.length ? "latin1" : "utf8");
}
