import { type Agent, request } from "node:http";
import { text } from "node:stream/consumers";

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Instead of a status, where the server has hung up on what is larger than it reads. */
export const CUT_OFF = 0;
/** Node takes so many bytes of headers, the address among them, and the server of a body. */
const ADDRESS_LENGTH_MAX = 15_000;
const BODY_LENGTH_MAX = 64 * 1_024;

export interface WireReply {
  readonly status: number;
  readonly text: string;
  /** From the first byte of the request to the last of the reply. */
  readonly elapsedMs: number;
}

/** A word of a stream that tells more than that it is open. */
const TOLD = /^(?:id: .*\n)?(?:event: serialized-error\n)?data: (.*)\n\n/m;

/**
 * Sends a request; of a stream it reads the first word that it tells, and leaves. What is too large
 * is answered before it has all been sent, and the rest of it may cut off the answer.
 *
 * @throws what the connection broke with, where nothing came back to anything else.
 */
export function send(url: string, wire: WireRequest, agent: Agent): Promise<WireReply> {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<WireReply>();
  const startedAtMs = performance.now();
  const options = { hostname, port, agent, method: wire.method, path: wire.target };
  const headers =
    wire.body === undefined
      ? wire.headers
      : { ...wire.headers, "content-length": wire.body.length };
  const asked = request({ ...options, headers }, (reply) => {
    const { statusCode: status = 0 } = reply;
    const conclude = (all: string): void =>
      resolve({ status, text: all, elapsedMs: performance.now() - startedAtMs });
    if (reply.headers["content-type"]?.startsWith("text/event-stream") !== true) {
      text(reply).then(conclude, reject);
      return;
    }
    let received = "";
    reply.setEncoding("utf8").on("data", (chunk: string) => {
      received += chunk;
      if (!TOLD.test(received.replace(/^event: connected\n.*\n\n/, ""))) return;
      conclude(received);
      reply.destroy();
    });
    reply.once("end", () => conclude(received));
  });
  asked.once("error", (error) => {
    const { target, body } = wire;
    const isLarge = target.length > ADDRESS_LENGTH_MAX || (body?.length ?? 0) > BODY_LENGTH_MAX;
    if (isLarge) resolve({ status: CUT_OFF, text: "", elapsedMs: 0 });
    else reject(error);
  });
  asked.end(wire.body);
  return promise;
}

/** The same request for a shell, to be tried by hand. */
export function asCurl(url: string, { method, target, headers, body }: WireRequest): string {
  const quoted = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;
  const parts = ["curl", "-sS", "-X", method, quoted(`${url}${target}`)];
  for (const [name, value] of Object.entries(headers))
    parts.push("-H", quoted(`${name}: ${value}`));
  if (body === undefined) return parts.join(" ");
  const isText = Buffer.from(body.toString("utf8")).equals(body) && !body.includes(0);
  if (isText) return [...parts, "--data-binary", quoted(body.toString("utf8"))].join(" ");
  const bytes = quoted(body.toString("base64"));
  return `echo ${bytes} | base64 -d | ${[...parts, "--data-binary", "@-"].join(" ")}`;
}
