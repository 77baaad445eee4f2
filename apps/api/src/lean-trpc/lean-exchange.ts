import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_BYTES_MAX, bodyInTime, bodyTooLate, parseJsonBody } from "../json-body.ts";
import { arrivalOf } from "../overload/arrivals.ts";
import type { LeanReply, LeanRequest } from "./lean-options.ts";

const CONTENT_TYPE = "content-type";
const AUTHORIZATION = "authorization";
/** What every ordinary host is made of; others are refused where they are read as part of a URL. */
const HOST = /^[a-z0-9._:[\]-]+$/i;

/** Nothing in it that would change how Hono or tRPC reads the rest; its body can be read in one go. */
export function isPlainExchange({ method, httpVersion, headers, rawHeaders }: IncomingMessage) {
  return (
    httpVersion === "1.1" &&
    headers.upgrade === undefined &&
    headers.expect === undefined &&
    headers["transfer-encoding"] === undefined &&
    (method === "POST") === Number(headers["content-length"] ?? 0) > 0 &&
    Number(headers["content-length"] ?? 0) <= BODY_BYTES_MAX &&
    HOST.test(headers.host ?? "") &&
    !hasDoubled(rawHeaders)
  );
}

/** Two content types or two credentials: Node keeps the first, and Hono joins them. */
function hasDoubled(rawHeaders: readonly string[]): boolean {
  let types = 0;
  let credentials = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (isNamed(name, CONTENT_TYPE)) types += 1;
    else if (isNamed(name, AUTHORIZATION)) credentials += 1;
  }
  return types > 1 || credentials > 1;
}

/** The length first: few names have to be put in lower case. */
function isNamed(name: string, lowerCase: string): boolean {
  return name.length === lowerCase.length && name.toLowerCase() === lowerCase;
}

/** A request of Node's server as the lean path reads it. */
export function leanRequest(incoming: IncomingMessage, outgoing: ServerResponse): LeanRequest {
  const { method = "", url = "", headers, socket } = incoming;
  const arrivedAtMs = arrivalOf(incoming);
  const leaving = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) leaving.abort();
  });
  return {
    method,
    target: url,
    header: (name) => headers[name]?.toString(),
    peer: socket.remoteAddress,
    arrivedAtMs,
    signal: leaving.signal,
    async readJson() {
      const bytes = outgoing.headersSent
        ? undefined
        : await bodyInTime(readBytes(incoming), arrivedAtMs);
      // Told that it took too long, a caller must not find the thing done all the same.
      if (bytes === undefined || outgoing.headersSent) throw bodyTooLate();
      return parseJsonBody(bytes);
    },
  };
}

/** @throws {TRPCError} when the connection ends first; then nobody is there to be answered. */
function readBytes(incoming: IncomingMessage): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  // Whoever begins to read that late hears of no event any more.
  if (incoming.destroyed) reject(bodyTooLate());
  let bytes: Buffer | undefined;
  incoming.on("data", (chunk: Buffer) => {
    // Most bodies are one piece.
    bytes = bytes === undefined ? chunk : Buffer.concat([bytes, chunk]);
  });
  incoming.once("end", () => resolve(bytes ?? Buffer.alloc(0)));
  incoming.once("close", () => {
    if (!incoming.readableEnded) reject(bodyTooLate());
  });
  return promise;
}

/**
 * Sends a reply. One that is sent while the body is still being read ends the connection: what is
 * left of the body is not waited for, and nothing is done with it.
 *
 * @param standing what stands in every reply, as flat pairs; the reply's own follow.
 * @param isLast tells a client that keeps its connection to use another one for what comes next.
 */
export function sendReply(
  outgoing: ServerResponse,
  { status, headers, body }: LeanReply,
  { standing, isLast }: { readonly standing: readonly string[]; readonly isLast: boolean },
): void {
  const incoming = outgoing.req;
  const length = Buffer.byteLength(body);
  // A body that nobody asked for is thrown away by Node, and leaves the connection usable.
  const isReading = incoming.readableFlowing === true && !incoming.complete;
  const pairs = isLast || isReading ? ["connection", "close", ...standing] : [...standing];
  for (const name in headers) pairs.push(name, headers[name] ?? "");
  pairs.push("content-length", String(length));
  if (isReading) outgoing.once("finish", () => incoming.destroy());
  outgoing.writeHead(status, pairs);
  // As ASCII it goes out in one piece with the head, and is not translated.
  outgoing.end(body, length === body.length ? "latin1" : "utf8");
}
