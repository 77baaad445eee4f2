import { connect, type Socket } from "node:net";
import { once } from "node:events";
import type { AppProcess } from "@stampede/testing/processes";
import { waitFor } from "@stampede/testing/wait-for";
import type { Row } from "../row.ts";
import { expectThat, keepMax } from "../stage/findings.ts";
import { heapInUse, INSPECTABLE } from "../stage/heap-in-use.ts";
import { call, heldOf, insist, openSale, reserveCall, type Sale } from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const CAPACITY = 1_000_000;
const PLACES = 16;
const SECONDS = { short: 1, full: 10 };
/** Of each kind of client that takes its time. */
const CLIENTS = { short: 50, full: 1_000 };
const STREAMS = { short: 50, full: 2_000 };
const ROUNDS = { short: 1, full: 3 };
const OPENING_AT_ONCE_MAX = 100;
const GOODPUT_SHARE_MIN = 0.8;
/** Idle connections are kept for 65 s, and slow ones cut after 10: nobody waits for either here. */
const GONE_MS_MAX = 30_000;
const HANDLES_SLACK = 20;
const HEAP_GROWTH_MAX = 1.5;

export const slowClients: Row = {
  name: "slow-clients",
  fault: "Slow headers, slow bodies, thousands of idle sockets and SSE streams",
  promise: "others notice at most 20 %; handles and heap return",
  async run(stage) {
    const { scale, findings } = stage;
    const api = await stage.api(await stage.database(), INSPECTABLE);
    const sale = await openSale(api.url, CAPACITY);
    const before = await atRest(stage, api, sale);
    const shares: number[] = [];
    for (let round = 0; round < ROUNDS[scale]; round++) {
      const alone = await reservations(stage, api.url, sale);
      const sockets = await openAll(stage, api, sale);
      const beside = await reservations(stage, api.url, sale);
      for (const socket of sockets) socket.destroy();
      await waitFor(async () => (await gauges(api.url)).handles < before.handles + HANDLES_SLACK, {
        timeoutMs: GONE_MS_MAX,
        describe: "the handles to be given back",
      });
      shares.push(beside / alone);
    }
    const share = shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 0;
    const after = await atRest(stage, api, sale);
    keepMax(findings, "rate of others ÷ alone", share);
    keepMax(findings, "heap afterwards ÷ before", after.heapBytes / before.heapBytes);
    keepMax(findings, "handles afterwards − before", after.handles - before.handles);
    if (scale === "short") return;
    expectThat(findings, share >= GOODPUT_SHARE_MIN, `others were left ${share.toFixed(2)}`);
    const growth = after.heapBytes / before.heapBytes;
    expectThat(findings, growth <= HEAP_GROWTH_MAX, `the heap is ${growth.toFixed(2)} × as large`);
  },
};

/** What a process holds: handles while it sells, when all connections that it needs are open. */
async function atRest(
  stage: Stage,
  api: AppProcess,
  sale: Sale,
): Promise<{ handles: number; heapBytes: number }> {
  const over = new AbortController();
  const selling = reservations(stage, api.url, sale).finally(() => over.abort());
  let handles = 0;
  while (!over.signal.aborted) handles = Math.max(handles, (await gauges(api.url)).handles);
  await selling;
  return { handles, heapBytes: await heapInUse(api) };
}

/** Reserves as fast as a few buyers can, and gives how many a second. */
async function reservations({ scale, findings }: Stage, url: string, sale: Sale): Promise<number> {
  const startedMs = performance.now();
  const endMs = startedMs + SECONDS[scale] * 1_000;
  let reserved = 0;
  const buy = async (): Promise<void> => {
    while (performance.now() < endMs) {
      heldOf(await insist(() => url, "reservations.create", reserveCall(sale)));
      findings.operations++;
      reserved++;
    }
  };
  await Promise.all(Array.from({ length: PLACES }, buy));
  return reserved / ((performance.now() - startedMs) / 1_000);
}

/** Opens clients of every kind that take up a place and ask for little or nothing. */
async function openAll(
  { scale }: Stage,
  { url, port }: { readonly url: string; readonly port: number },
  { eventId }: Sale,
): Promise<Socket[]> {
  const input = encodeURIComponent(JSON.stringify({ eventId }));
  const head = "HTTP/1.1\r\nhost: x\r\n";
  const json = "content-type: application/json\r\ncontent-length: 200\r\n\r\n{";
  const few = CLIENTS[scale];
  const sockets = [
    ...(await openMany(port, few, `GET /healthz ${head}x-slow: `)),
    ...(await openMany(port, few, `POST /trpc/reservations.create ${head}${json}`)),
    ...(await openMany(port, few, "")),
    ...(await openMany(port, few, `GET /healthz ${head}\r\n`)),
  ];
  const watch = `GET /trpc/events.watchAvailability?input=${input} ${head}\r\n`;
  sockets.push(...(await openMany(port, STREAMS[scale], watch)));
  await waitFor(async () => (await gauges(url)).streams >= STREAMS[scale], {
    timeoutMs: GONE_MS_MAX,
    describe: "all streams to be open",
  });
  // Whoever is there sees what is there.
  await call(url, "events.availability", { input: { eventId } });
  return sockets;
}

async function openMany(port: number, count: number, says: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Math.min(OPENING_AT_ONCE_MAX, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => open(port, says)))));
  }
  return sockets;
}

async function open(port: number, says: string): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  // It may be cut by the server, as it should be. It reads nothing: what clients do with what they
  // are sent is work of their own machines, and must not be taken from the buyers of this process.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  if (says !== "") socket.write(says);
  return socket;
}

async function gauges(url: string): Promise<{ handles: number; streams: number }> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)`, "m").exec(metrics)?.[1] ?? Number.NaN);
  return {
    handles: value("nodejs_active_handles_total"),
    streams: value("stampede_availability_streams"),
  };
}
