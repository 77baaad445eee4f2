import type { IncomingMessage, RequestListener } from "node:http";
import type { BlockList } from "node:net";
import type { DomainContext } from "@stampede/domain/context";
import type { ObservedCall } from "@stampede/router/context";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { clientAddress } from "../client-address.ts";
import { requestIdOf } from "../http-recorder.ts";
import type { RateLimits } from "../rate-limits.ts";
import { createReads } from "./answer-reads.ts";
import { createRecorder } from "./recorder.ts";
import { createStreams } from "./answer-streams.ts";
import { createTargets, isWatchAddress, type Target } from "./target.ts";

/** A stream asked for in a way that is not answered here, but counted. */
const STRANGE_WATCH: Target = { kind: "watch", eventId: "", isBatch: false };

/** What reads and streams of availability need of the process. */
export interface AvailabilityOptions {
  readonly domain: Pick<DomainContext, "availabilityReader" | "availabilityFeed">;
  readonly rateLimits: RateLimits;
  readonly trustedProxies: BlockList;
  readonly observe: (call: ObservedCall) => void;
  /** Where the metrics of HTTP requests are, to be shared with every other request. */
  readonly registry: Registry;
  /** Aborts when the server is about to go: streams end, and replies say to connect elsewhere. */
  readonly closing: AbortSignal;
  readonly log: Logger;
  /** Streams at most; as many as are good for one process when left out. */
  readonly streamsMax?: number;
}

/**
 * Answers `events.availability` and `events.watchAvailability`, which a whole crowd asks for the
 * same bytes, straight from Node's server. Every request that is out of the ordinary in any way goes
 * to the listener that it is given, which answers the same calls byte for byte alike.
 *
 * @returns what to put in front of that listener.
 */
export function createAvailabilityEndpoint(
  options: AvailabilityOptions,
): (stock: RequestListener) => RequestListener {
  const recorder = createRecorder(options);
  const targets = createTargets();
  const reads = createReads(options, recorder);
  const streams = createStreams(options, recorder);
  const clientOf = ({ headers, socket }: IncomingMessage): string => {
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    return clientAddress(socket.remoteAddress, forwardedFor, options.trustedProxies);
  };

  return (stock) => (incoming, outgoing) => {
    const target = targets.read(incoming);
    if (target === undefined && !isWatchAddress(incoming.url ?? "")) {
      stock(incoming, outgoing);
      return;
    }
    const exchange = {
      target: target ?? STRANGE_WATCH,
      incoming,
      outgoing,
      startedAtMs: performance.now(),
      client: () => clientOf(incoming),
      requestId: requestIdOf(incoming.headers["x-request-id"]?.toString()),
    };
    const pass = (): void => stock(incoming, outgoing);
    if (target === undefined) streams.admit(exchange, pass);
    else if (target.kind === "read") reads.answer(exchange);
    else streams.answer(exchange, pass);
  };
}
