import { type Log, throttledWarning } from "@stampede/jobs/log";
import type { RateLimitPolicy } from "@stampede/router/context";
import { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { createClientNames } from "./overload/client-names.ts";

/** What is counted apart: the procedures' policies, and those of signing in. */
type Policy = RateLimitPolicy | "signIn" | "signInAccount" | "secondFactor";

/**
 * Calls that one client may make in 10 s. Thousands of buyers share the address of a mobile
 * carrier, so these stop floods and not crowds.
 */
const CALLS_PER_WINDOW: Readonly<Record<Policy, number>> = {
  read: 5_000,
  watch: 1_000,
  reserve: 1_000,
  pay: 1_000,
  change: 1_000,
  failedAuthentication: 50,
  signIn: 20,
  /** Of one e-mail address, whoever tries. */
  signInAccount: 10,
  secondFactor: 10,
};
const WINDOW_SECONDS = 10;

/** A limit is worth waiting this long for, and no longer. */
const COMMAND_TIMEOUT_MS = 100;
const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MS = 1_000;
/** After a failure Redis is left alone for so long, so that a frozen one costs nobody any time. */
const REDIS_PAUSE_MS = 5_000;
const WARN_EVERY_MS = 10_000;

/** Clients whose limit is known to be used up; past it all are forgotten, and counted anew. */
const LIMITED_MAX = 10_000;

/** Counts calls by client. */
export interface RateLimits {
  /** Counts one; a date is when this client may try again. Never fails. */
  take(policy: Policy, client: string): Promise<Date | undefined>;
  /** When a client may try again that was refused in this process; counts nothing, waits for nothing. */
  limitedUntil(policy: Policy, client: string): Date | undefined;
  close(): void;
}

/** Limits nobody; for benchmarks. */
export const NO_RATE_LIMITS: RateLimits = {
  take: () => Promise.resolve(undefined),
  limitedUntil: () => undefined,
  close: () => undefined,
};

type Limiters = Readonly<Record<Policy, RateLimiterMemory | RateLimiterRedis>>;

/**
 * Rate limits that all processes share through Redis. Without one, or while it does not answer,
 * each process counts for itself.
 */
export function createRateLimits(redisUrl: string | undefined, log: Log): RateLimits {
  const counts = createCounts(redisUrl, log);
  const limited = new Map<string, number>();
  return {
    async take(policy, client) {
      const retryAt = await counts.take(policy, client);
      if (retryAt === undefined) return undefined;
      if (limited.size >= LIMITED_MAX) limited.clear();
      limited.set(`${policy} ${client}`, retryAt.getTime());
      return retryAt;
    },
    limitedUntil(policy, client) {
      if (limited.size === 0) return undefined;
      const key = `${policy} ${client}`;
      const untilMs = limited.get(key);
      if (untilMs === undefined) return undefined;
      if (untilMs > Date.now()) return new Date(untilMs);
      limited.delete(key);
      return undefined;
    },
    close: counts.close,
  };
}

/** The counts themselves, wherever they are kept. */
function createCounts(redisUrl: string | undefined, log: Log): Pick<RateLimits, "take" | "close"> {
  const memory = limiters((options) => new RateLimiterMemory(options));
  const nameOf = createClientNames(WINDOW_SECONDS * 1_000);
  const takeHere: RateLimits["take"] = (policy, client) => take(memory[policy], nameOf(client));
  if (redisUrl === undefined) return { take: takeHere, close: () => undefined };
  const warn = throttledWarning(log, WARN_EVERY_MS);
  const onFailure = (error: unknown): void =>
    warn(error, "Redis is out of reach: rate limits are counted in each process alone");
  const storeClient = connect(redisUrl, onFailure);
  const shared = limiters(
    (options) => new RateLimiterRedis({ ...options, storeClient, rejectIfRedisNotReady: true }),
  );
  let pausedUntilMs = 0;
  let failing = false;

  return {
    async take(policy, client) {
      const nowMs = performance.now();
      if (nowMs < pausedUntilMs) return takeHere(policy, client);
      // While it fails, one call finds out whether it is back, and the others do not wait for it.
      if (failing) pausedUntilMs = nowMs + REDIS_PAUSE_MS;
      try {
        const retryAt = await take(shared[policy], client);
        failing = false;
        pausedUntilMs = 0;
        return retryAt;
      } catch (error) {
        failing = true;
        pausedUntilMs = performance.now() + REDIS_PAUSE_MS;
        onFailure(error);
        return takeHere(policy, client);
      }
    },
    close: () => storeClient.disconnect(),
  };
}

function limiters<Limiter>(
  create: (options: { keyPrefix: string; points: number; duration: number }) => Limiter,
): Readonly<Record<Policy, Limiter>> {
  const of = (policy: Policy): Limiter =>
    create({
      keyPrefix: `stampede:limit:${policy}`,
      points: CALLS_PER_WINDOW[policy],
      duration: WINDOW_SECONDS,
    });
  return {
    read: of("read"),
    watch: of("watch"),
    reserve: of("reserve"),
    pay: of("pay"),
    change: of("change"),
    failedAuthentication: of("failedAuthentication"),
    signIn: of("signIn"),
    signInAccount: of("signInAccount"),
    secondFactor: of("secondFactor"),
  };
}

async function take(limiter: Limiters[Policy], client: string): Promise<Date | undefined> {
  try {
    await limiter.consume(client);
    return undefined;
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    return new Date(Date.now() + rejection.msBeforeNext);
  }
}

function connect(url: string, onError: (error: Error) => void): Redis {
  const client = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => RECONNECT_MS,
  });
  client.on("error", onError);
  return client;
}
