import { randomUUID } from "node:crypto";
import type { RequestTemplate } from "./protocol.ts";

const KEY = "{{key}}";
const BUYER = "{{buyer}}";
const CHOICE = "{{choice}}";
const UUID_LENGTH = 36;
/** The last group of a UUID. */
const BUYER_LENGTH = 12;

/**
 * Makes each request's bytes from a template.
 *
 * @throws {RangeError} for a template with a choice and nothing to choose from.
 */
export function createRequestMaker(template: RequestTemplate): () => Buffer {
  const { method, path, headers, body, choices } = template;
  const places = placesOf(body);
  if (places.choice.length > 0 && choices.length === 0) throw new RangeError("nothing to choose");
  const filled = body
    .replaceAll(KEY, "0".repeat(UUID_LENGTH))
    .replaceAll(BUYER, "0".repeat(BUYER_LENGTH))
    .replaceAll(CHOICE, "0".repeat(UUID_LENGTH));
  const payload = Buffer.from(filled);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(method === "POST" ? [`content-length: ${payload.length}`] : []),
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
  const whole = Buffer.concat([head, payload]);
  if (places.key.length + places.buyer.length + places.choice.length === 0) return () => whole;

  let turn = 0;
  return () => {
    const request = Buffer.from(whole);
    for (const at of places.key)
      request.write(randomUUID(), head.length + at, UUID_LENGTH, "latin1");
    for (const at of places.buyer) {
      request.write(randomUUID().slice(-BUYER_LENGTH), head.length + at, BUYER_LENGTH, "latin1");
    }
    for (const at of places.choice) {
      const choice = choices[turn++ % choices.length] ?? "";
      request.write(choice, head.length + at, UUID_LENGTH, "latin1");
    }
    return request;
  };
}

/** Byte offsets of each kind of place once all of them are filled; a body is ASCII. */
function placesOf(body: string): { key: number[]; buyer: number[]; choice: number[] } {
  const places = { key: [] as number[], buyer: [] as number[], choice: [] as number[] };
  let grown = 0;
  for (const match of body.matchAll(/\{\{(key|buyer|choice)\}\}/g)) {
    const at = match.index + grown;
    const length = match[0] === BUYER ? BUYER_LENGTH : UUID_LENGTH;
    if (match[0] === KEY) places.key.push(at);
    else if (match[0] === BUYER) places.buyer.push(at);
    else places.choice.push(at);
    grown += length - match[0].length;
  }
  return places;
}
