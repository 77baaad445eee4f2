import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { openStream, type Stream } from "./stream.ts";

const CHANGE_BYTES = 1_000_000;
const CHANGES = 100;
const LONG_MS = 60_000;

/** A state that takes a megabyte unless told otherwise, so that a few fill whatever the kernel holds. */
function state(available: number, bytes = CHANGE_BYTES): AvailabilitySnapshot {
  const type = { ticketTypeId: "t", name: "x".repeat(bytes), held: 0, nextReleaseAt: null };
  const availability = {
    eventId: "e",
    asOf: "2030-01-01T00:00:00.000Z",
    ticketTypes: [{ ...type, available, status: "on_sale" as const }],
  };
  return { availability, json: JSON.stringify(availability), etag: "" };
}

/** A stream and the reader at its other end, which takes nothing until it is told to. */
async function createScene(first = state(0)) {
  const { promise: answered, resolve } = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, outgoing) => resolve(outgoing)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const reader = connect(typeof address === "object" && address !== null ? address.port : 0);
  reader.on("error", () => undefined);
  reader.pause();
  reader.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const outgoing = await answered;
  const { socket } = outgoing;
  if (socket === null) throw new Error("no socket");
  outgoing.writeHead(200, { "content-type": "text/event-stream" });
  const stream = openStream(outgoing, socket, first, "{}", (send) => send());
  const close = () => {
    reader.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { stream, socket, outgoing, reader, [Symbol.dispose]: close };
}

/** Tells many changes, each after the kernel took what it would of the one before. */
async function tellMany(stream: Stream, socket: Socket): Promise<number> {
  let waitingMax = 0;
  for (let change = 1; change <= CHANGES; change++) {
    stream.tell(state(change));
    await new Promise((resolve) => setImmediate(resolve));
    waitingMax = Math.max(waitingMax, socket.writableLength);
  }
  return waitingMax;
}

test("a slow reader costs the bytes of two changes, and is given the newest when it goes on", async () => {
  using scene = await createScene();
  const waitingMax = await tellMany(scene.stream, scene.socket);
  expect(waitingMax).toBeLessThan(3 * CHANGE_BYTES);
  let text = "";
  scene.reader.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  scene.reader.resume();
  await waitFor(() => text.includes(`"available":${CHANGES},`));
  const told = [...text.matchAll(/"available":(\d+),/g)].map(([, available]) => Number(available));
  expect(told.length).toBeLessThan(CHANGES);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

test("a reader that takes nothing for half a minute is cut off, and one that does is not", async () => {
  using slow = await createScene();
  using quick = await createScene();
  quick.reader.resume();
  await tellMany(slow.stream, slow.socket);
  await waitFor(() => quick.socket.writableLength === 0);
  const nowMs = performance.now();
  for (const { stream } of [slow, quick]) stream.dropIfStalled(nowMs);
  expect([slow.socket.destroyed, quick.socket.destroyed]).toEqual([false, false]);
  for (const { stream } of [slow, quick]) stream.dropIfStalled(nowMs + LONG_MS);
  expect([slow.socket.destroyed, quick.socket.destroyed]).toEqual([true, false]);
});

test("a state that the watcher has already is not sent again", async () => {
  using scene = await createScene(state(0, 10));
  let text = "";
  scene.reader.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  scene.reader.resume();
  for (const available of [0, 0, 1, 1]) scene.stream.tell(state(available, 10));
  scene.stream.ping();
  await waitFor(() => text.includes("event: ping"));
  expect(text.match(/"available"/g)).toHaveLength(2);
});

test("a stream that ends tells nothing more, and leaves the connection good", async () => {
  using scene = await createScene(state(0, 10));
  let text = "";
  scene.reader.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  scene.reader.resume();
  await waitFor(() => scene.socket.writableLength === 0);
  scene.stream.end();
  scene.stream.tell(state(1, 10));
  scene.stream.ping();
  await waitFor(() => text.endsWith("\r\n0\r\n\r\n"));
  expect(text).not.toContain("ping");
  expect(scene.socket.destroyed).toBe(false);
});
