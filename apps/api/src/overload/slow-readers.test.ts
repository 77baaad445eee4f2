import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { waitFor } from "@stampede/testing/wait-for";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchSlowReaders } from "./slow-readers.ts";

const WINDOW_MS = 30_000;
const LOOK_MS = WINDOW_MS / 6;
/** More than the kernel keeps for one connection. */
const REPLY_BYTES = 32 * 1_024 * 1_024;
/** What has to be taken in each window, and a little more. */
const TAKEN_BYTES = 64 * 1_024;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A reader to whom one large reply is sent, and who has taken nothing of it yet. */
async function openReader() {
  const clock = { nowMs: 0 };
  const server = createServer((_, outgoing) => void outgoing.end(Buffer.alloc(REPLY_BYTES)));
  const readers = watchSlowReaders(server, WINDOW_MS, () => clock.nowMs);
  const accepted = Promise.withResolvers<Socket>();
  server.on("connection", (socket: Socket) => {
    readers.watch(socket);
    accepted.resolve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const client = connect({ port, host: "127.0.0.1" }).pause();
  client.on("error", () => undefined);
  client.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  const socket = await accepted.promise;
  await waitFor(() => leftOf(socket) > 0);
  return {
    socket,
    look(afterMs: number): void {
      clock.nowMs += afterMs;
      vi.advanceTimersByTime(LOOK_MS);
    },
    /** Reads until the server has got rid of as much. */
    async take(): Promise<void> {
      const before = leftOf(socket);
      await waitFor(() => {
        client.read();
        return before - leftOf(socket) >= TAKEN_BYTES;
      });
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function leftOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, "_handle");
  return Number(Reflect.get(Object(handle), "writeQueueSize") ?? 0);
}

test("who takes one large reply slowly and steadily stays, and is cut once it takes no more", async () => {
  await using reader = await openReader();
  for (let window = 0; window < 3; window++) {
    await reader.take();
    for (let look = 0; look < 6; look++) reader.look(LOOK_MS);
    expect(reader.socket.destroyed).toBe(false);
  }
  expect(reader.socket.writableLength).toBeGreaterThan(0);
  for (let look = 0; look < 12; look++) reader.look(LOOK_MS);
  expect(reader.socket.destroyed).toBe(true);
});

test("a process that stood still cuts nobody for it, and measures anew", async () => {
  await using reader = await openReader();
  reader.look(LOOK_MS);
  reader.look(2 * WINDOW_MS);
  expect(reader.socket.destroyed).toBe(false);
  for (let look = 0; look < 6; look++) reader.look(LOOK_MS);
  expect(reader.socket.destroyed).toBe(true);
});
