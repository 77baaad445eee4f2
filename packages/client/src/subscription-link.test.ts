import { type ServerResponse, createServer } from "node:http";
import { createTRPCClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { expect, onTestFinished, test } from "vitest";

import type { Api } from "./api.ts";
import { subscriptionLink } from "./subscription-link.ts";

const SILENCE_MS = 100;
const AVAILABILITY = { eventId: "e", asOf: "2026-11-14T19:00:00.000Z", ticketTypes: [] };
const CONNECTED = `event: connected\ndata: {"reconnectAfterInactivityMs":${SILENCE_MS}}\n\n`;
const DATA = `data: ${JSON.stringify(AVAILABILITY)}\n\n`;
// The browser waits 3 s before it opens a stream again, unless it is told otherwise.
const AT_ONCE = "retry: 1\n\n";

type Answer = (response: ServerResponse) => void;

/** Watches what a server tells whose streams are answered by `answers` in turn, the last for good. */
async function watch(...answers: readonly [Answer, ...Answer[]]) {
  let streams = 0;
  const server = createServer((_request, response) => {
    const answer = answers[Math.min(streams, answers.length - 1)];
    streams += 1;
    answer?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens on no port");

  const seen: string[] = [];
  const ended = Promise.withResolvers<void>();
  const client = createTRPCClient<Api>({
    links: [subscriptionLink(`http://127.0.0.1:${address.port}/trpc/`, EventSource)],
  });
  const subscription = client.events.watchAvailability.subscribe(
    { eventId: "e" },
    {
      onConnectionStateChange: ({ state, error }) => seen.push(error ? `${state} again` : state),
      onData: ({ eventId }) => seen.push(`data of ${eventId}`),
      onStopped: () => seen.push("stopped"),
      onComplete: ended.resolve,
      onError: ({ message }) => {
        seen.push(`error: ${message}`);
        ended.resolve();
      },
    },
  );
  onTestFinished(() => {
    subscription.unsubscribe();
    server.closeAllConnections();
    server.close();
  });
  return { seen, ended: ended.promise, streams: () => streams };
}

function stream(...frames: readonly string[]): Answer {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(frames.join(""));
  };
}

const END = stream(CONNECTED, "event: return\ndata: \n\n");

test("a stream that the server ends in order is over", async () => {
  const { seen, ended, streams } = await watch(stream(CONNECTED, DATA, "event: return\ndata:\n\n"));
  await ended;
  expect(seen).toEqual(["connecting", "pending", "data of e", "stopped"]);
  expect(streams()).toBe(1);
});

test("a stream that breaks off is opened again, and told of meanwhile", async () => {
  const { seen, ended } = await watch((response) => {
    stream(AT_ONCE, CONNECTED, DATA)(response);
    response.end();
  }, END);
  await ended;
  expect(seen).toEqual([
    "connecting",
    "pending",
    "data of e",
    "connecting again",
    "pending",
    "stopped",
  ]);
});

test("a stream that is silent for longer than the server allows is opened anew", async () => {
  const { seen, ended } = await watch(stream(CONNECTED), END);
  await ended;
  expect(seen).toEqual(["connecting", "pending", "connecting again", "pending", "stopped"]);
});

test("pings are a sign of life", async () => {
  const { seen, ended } = await watch((response) => {
    stream(CONNECTED)(response);
    let pings = 0;
    const timer = setInterval(() => {
      pings += 1;
      response.write(pings === 6 ? "event: return\ndata: \n\n" : "event: ping\ndata: \n\n");
      if (pings === 6) clearInterval(timer);
    }, SILENCE_MS / 2);
  });
  await ended;
  expect(seen).toEqual(["connecting", "pending", "stopped"]);
});

test("a refusal ends it, and what may pass does not", async () => {
  const passing = refused(-32_603, "In a moment.");
  const final = refused(-32_004, "No such event.");
  const { seen, ended } = await watch((response) => {
    stream(AT_ONCE, CONNECTED, passing)(response);
    response.end();
  }, stream(final));
  await ended;
  expect(seen.filter((state) => state !== "connecting again")).toEqual([
    "connecting",
    "pending",
    "error: No such event.",
  ]);
});

test("an answer that is no stream ends it", async () => {
  const { seen, ended } = await watch((response) => response.writeHead(503).end());
  await ended;
  expect(seen).toEqual(["connecting", "error: The connection failed."]);
});

function refused(code: number, message: string): string {
  const shape = { code, message, data: { reason: "NOT_FOUND", details: null } };
  return `event: serialized-error\ndata: ${JSON.stringify(shape)}\n\n`;
}
