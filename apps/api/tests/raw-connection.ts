import { once } from "node:events";
import { connect } from "node:net";
import { waitFor } from "@stampede/testing/wait-for";

/** A connection on which a test writes bytes of its own, and reads what comes back. */
export interface RawConnection {
  write(text: string): void;
  /** All that has come, once a whole reply has. */
  reply(): Promise<string>;
  /** All that has come until now. */
  received(): string;
  /** Ends this side, and waits until the server has ended its own. */
  leave(): Promise<void>;
  /** Waits until the server has closed. */
  closed(): Promise<void>;
}

/** Connects to an API by its address. */
export async function openRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (received += chunk));
  // What is reset is closed as well.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const closed = async (): Promise<void> => {
    await waitFor(() => socket.closed, { describe: () => `the server's end after ${received}` });
  };
  return {
    received: () => received,
    write: (text) => void socket.write(text, "latin1"),
    async reply() {
      await waitFor(() => isWhole(received), { describe: () => `a reply after ${received}` });
      return received;
    },
    async leave() {
      socket.end();
      await closed();
    },
    closed,
  };
}

/** A request with its head and body, as it goes over the wire. */
export function rawRequest(
  line: string,
  headers: readonly string[] = [],
  body?: string,
): { readonly head: string; readonly body: string } {
  const length =
    body === undefined
      ? []
      : ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
  const head = [`${line} HTTP/1.1`, ...headers, ...length, "", ""].join("\r\n");
  return { head, body: body ?? "" };
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (end < 0) return false;
  return length === undefined
    ? text.endsWith("0\r\n\r\n")
    : text.length >= end + 4 + Number(length);
}
