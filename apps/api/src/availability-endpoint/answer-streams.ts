import { DomainError } from "@stampede/domain/errors";
import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";
import { readAvailabilitySnapshot } from "@stampede/domain/inventory/read-availability";
import { refused } from "@stampede/router/refusal";
import { appRouter } from "@stampede/router/router";
import { Gauge } from "prom-client";
import { NO_RATE_LIMITS } from "../rate-limits.ts";
import type { AvailabilityOptions } from "./availability-endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { createFanOut } from "./fan-out.ts";
import type { Recorder } from "./recorder.ts";
import { replyWithRefusal } from "./refusal-reply.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";
import { openStream } from "./stream.ts";
import { createPlaces } from "../overload/places.ts";
import { whenOver } from "../overload/when-over.ts";

const OK = 200;
/**
 * Each takes a socket and a kernel buffer; beyond this another process serves more people than this
 * one more stream.
 */
const STREAMS_MAX = 10_000;
/** Whole companies and mobile carriers share an address; one browser keeps one stream a page. */
const STREAMS_PER_CLIENT_MAX = 2_000;
/** Streams end by themselves now and then; a place may be free by then. */
const RETRY_AFTER_MS = 5_000;

const HEADERS = {
  ...STANDING_HEADERS,
  "cache-control": "no-cache, no-transform",
  connection: "keep-alive",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
};

/** Answers watchers of availability. */
export interface Streams {
  /** @param stock answers it instead, where the stream would end before it began. */
  answer(exchange: Exchange, stock: () => void): void;
  /** Takes a place for a stream that `stock` answers. */
  admit(exchange: Exchange, stock: () => void): void;
}

/**
 * Streams availability in tRPC's wire format: one frame made for each change and written to all
 * sockets, one timer for all heartbeats, and a bounded number of streams.
 */
export function createStreams(options: AvailabilityOptions, recorder: Recorder): Streams {
  const { domain, rateLimits, registry, closing } = options;
  // oxlint-disable-next-line no-underscore-dangle -- where tRPC keeps how streams are set up
  const { sse } = appRouter._def._config;
  const client = JSON.stringify(sse?.client ?? {});
  const { streamsMax: total = STREAMS_MAX } = options;
  const perClient = rateLimits === NO_RATE_LIMITS ? total : STREAMS_PER_CLIENT_MAX;
  const places = createPlaces({ total, perClient });
  const later = createFanOut();
  const heartbeat = createHeartbeat(sse, closing);
  registry.registerMetric(
    new Gauge({
      name: "stampede_availability_streams",
      help: "Streams of availability that are open",
      registers: [],
      collect() {
        this.set(places.open);
      },
    }),
  );

  const open = (exchange: Exchange, first: AvailabilitySnapshot): boolean => {
    const { outgoing, requestId } = exchange;
    const { socket } = outgoing;
    // Gone meanwhile, or behind another reply on a connection that sends requests ahead.
    if (socket === null || socket.destroyed) return false;
    outgoing.writeHead(OK, { ...HEADERS, "x-request-id": requestId });
    const stream = openStream(outgoing, socket, first, client, later);
    const unsubscribe = domain.availabilityFeed.subscribe(first, (snapshot) =>
      stream.tell(snapshot),
    );
    const stop = heartbeat.add(stream);
    outgoing.once("close", () => {
      unsubscribe();
      stop();
    });
    recorder.record(exchange, OK, "ok");
    return true;
  };
  const begin = async (exchange: Exchange): Promise<boolean> => {
    try {
      if ((await rateLimits.take("watch", exchange.client())) !== undefined) return false;
      if (isGone(exchange)) return false;
      const first = await readAvailabilitySnapshot(domain, exchange.target);
      return !closing.aborted && open(exchange, first);
    } catch {
      return false;
    }
  };

  const admit = (exchange: Exchange, proceed: () => unknown): void => {
    const leave = places.take(exchange.client());
    if (leave === undefined) {
      const { status, outcome } = replyWithRefusal(exchange, overloaded(), closing.aborted);
      recorder.record(exchange, status, outcome);
      return;
    }
    whenOver(exchange.incoming, exchange.outgoing, leave);
    proceed();
  };

  return {
    admit,
    answer(exchange, stock) {
      admit(exchange, async () => {
        if ((await begin(exchange)) || isGone(exchange)) return;
        // What could not begin is told as tRPC tells it, inside a stream; one that has is cut.
        if (exchange.outgoing.headersSent) exchange.outgoing.destroy();
        else stock();
      });
    },
  };
}

function isGone({ incoming }: Exchange): boolean {
  return incoming.socket.destroyed;
}

function overloaded() {
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  const message = "Too many are watching here at the moment.";
  return refused(new DomainError("OVERLOADED", message, { retryAt }));
}
