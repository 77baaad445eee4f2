import { get } from "node:http";
import { isIPv6 } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { StartupError } from "@stampede/embedded/startup-error";

const READY_WAIT_MS_MAX = 60_000;
const PROBE_WAIT_MS_MAX = 2_000;
const POLL_MS = 25;

/**
 * Waits until the API can sell.
 * @param host where it listens; an address that means all of them is asked on the loopback
 * @throws StartupError when it cannot within a minute, or the signal's reason
 */
export async function waitUntilReady(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const url = `http://${isIPv6(address) ? `[${address}]` : address}:${port}/readyz`;
  const deadline = performance.now() + READY_WAIT_MS_MAX;
  let last = "no answer";
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    last = await probe(url);
    if (last === "200") return;
    await sleep(POLL_MS);
  }
  throw new StartupError(`the API did not become ready within a minute (${url}: ${last})`);
}

function probe(url: string): Promise<string> {
  return new Promise((resolve) => {
    // No connection is kept, which would hold this process open at its end.
    const request = get(url, { agent: false, timeout: PROBE_WAIT_MS_MAX }, (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    request.once("timeout", () => request.destroy(new Error("no answer")));
    request.once("error", (error) => resolve(error.message));
  });
}
