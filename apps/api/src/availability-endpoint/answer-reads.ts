import { DomainError } from "@stampede/domain/errors";
import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";
import { readAvailabilitySnapshot } from "@stampede/domain/inventory/read-availability";
import { inTime } from "@stampede/router/in-time";
import { asTRPCError } from "@stampede/router/refusal";
import { NO_RATE_LIMITS } from "../rate-limits.ts";
import type { AvailabilityOptions } from "./availability-endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { procedureOf } from "./procedure-of.ts";
import { replyWithSnapshot } from "./prepared-reply.ts";
import type { Recorder } from "./recorder.ts";
import { replyWithRefusal } from "./refusal-reply.ts";

/** Answers reads of availability. */
export interface Reads {
  answer(exchange: Exchange): void;
}

/**
 * Answers reads with bytes made once for each change. Those that arrive in one turn of the event
 * loop wait together, with one promise and one timer for each event.
 */
export function createReads(
  { domain, rateLimits, closing, log }: AvailabilityOptions,
  recorder: Recorder,
): Reads {
  let waiting = new Map<string, Exchange[]>();

  const refuse = (exchange: Exchange, cause: unknown): void => {
    const error = asTRPCError(cause);
    if (error.code === "INTERNAL_SERVER_ERROR") {
      log.error(
        { err: error.cause ?? error, procedure: procedureOf(exchange.target) },
        "a call failed",
      );
    }
    const { status, outcome } = replyWithRefusal(exchange, error, closing.aborted);
    recorder.record(exchange, status, outcome);
  };
  const answerAll = async (eventId: string, exchanges: readonly Exchange[]): Promise<void> => {
    let snapshot: AvailabilitySnapshot;
    try {
      snapshot = await inTime(readAvailabilitySnapshot(domain, { eventId }));
    } catch (error) {
      for (const exchange of exchanges) refuse(exchange, error);
      return;
    }
    for (const exchange of exchanges) {
      const status = replyWithSnapshot(exchange, snapshot, closing.aborted);
      recorder.record(exchange, status, "ok");
    }
  };
  const flush = (): void => {
    const gathered = waiting;
    waiting = new Map();
    for (const [eventId, exchanges] of gathered) void answerAll(eventId, exchanges);
  };
  const gather = (exchange: Exchange): void => {
    const { eventId } = exchange.target;
    const others = waiting.get(eventId);
    if (others !== undefined) {
      others.push(exchange);
      return;
    }
    if (waiting.size === 0) setImmediate(flush);
    waiting.set(eventId, [exchange]);
  };
  const admit = async (exchange: Exchange): Promise<void> => {
    const retryAt = await rateLimits.take("read", exchange.client());
    if (retryAt === undefined) gather(exchange);
    else refuse(exchange, rateLimited(retryAt));
  };

  return {
    answer(exchange) {
      if (rateLimits === NO_RATE_LIMITS) gather(exchange);
      else void admit(exchange);
    },
  };
}

function rateLimited(retryAt: Date): DomainError<"RATE_LIMITED"> {
  const message = "Too many calls from this address; wait a little.";
  return new DomainError("RATE_LIMITED", message, { retryAt: retryAt.toISOString() });
}
