import { DomainError } from "@stampede/domain/errors";
import { unavailable } from "@stampede/domain/faults";
import { initTRPC } from "@trpc/server";
import type { RateLimitPolicy, RouterContext } from "./context.ts";
import { asTRPCError, refusalOf } from "./refusal.ts";

/** A frozen database must not keep a caller waiting longer than this. */
const ANSWER_DEADLINE_MS = 1_800;
/** Shorter than any proxy's idle limit. */
const PING_INTERVAL_MS = 10_000;
/** Three pings missed: the connection is dead, whatever the network says. */
const RECONNECT_AFTER_INACTIVITY_MS = 30_000;
/** Streams move to another server now and then, or an old one would keep them for good. */
const STREAM_DURATION_MS = 15 * 60_000;

const t = initTRPC.context<RouterContext>().create({
  // Otherwise taken from NODE_ENV, and stacks would be sent wherever that was forgotten.
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: PING_INTERVAL_MS },
    client: { reconnectAfterInactivityMs: RECONNECT_AFTER_INACTIVITY_MS },
    maxDurationMs: STREAM_DURATION_MS,
  },
  errorFormatter({ shape, error }) {
    const { message, ...refusal } = refusalOf(error);
    return { ...shape, message, data: { ...shape.data, ...refusal } };
  },
});

export const { router } = t;

/** Turns what the domain throws into tRPC's errors, and tells the observer how the call went. */
const observed = t.procedure.use(async ({ ctx, path, next }) => {
  const startedAt = performance.now();
  const result = await next();
  const error = result.ok ? undefined : asTRPCError(result.error);
  ctx.observe({
    procedure: path,
    outcome: error === undefined ? "ok" : refusalOf(error).reason,
    seconds: (performance.now() - startedAt) / 1_000,
  });
  if (error !== undefined) throw error;
  return result;
});

const limited = (policy: RateLimitPolicy) =>
  observed.use(async ({ ctx, next }) => {
    await takeFromLimit(ctx, policy);
    return next();
  });

/** For calls that only the database takes part in: what it owes too long is `UNAVAILABLE`. */
const withDeadline = (policy: RateLimitPolicy) =>
  limited(policy).use(async ({ next }) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(unavailable()), ANSWER_DEADLINE_MS);
    try {
      return await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  });

/** Anyone may read. */
export const publicQuery = withDeadline("read");
/** Anyone may watch; a stream has no deadline. */
export const publicSubscription = limited("watch");
/** A buyer reserves; past the deadline the outcome is not known, and the same key finds it out. */
export const reserveProcedure = withDeadline("reserve");
/** A buyer reads or gives back what the token is for. */
export const buyerQuery = withDeadline("read");
export const buyerMutation = withDeadline("change");
/** A buyer pays; a gateway may take longer than any database. */
export const payProcedure = limited("pay");

const asOrganizer = t.middleware(async ({ ctx, next }) => {
  const authentication = await ctx.authenticate();
  if (authentication.kind === "organizer") {
    return next({ ctx: { organizer: authentication.organizer } });
  }
  // Only failures count, so that a stranger at the same address cannot lock an organizer out.
  if (authentication.kind === "bad") await takeFromLimit(ctx, "failedAuthentication");
  throw new DomainError("UNAUTHENTICATED", "This needs an organizer's API key.", null);
});

/** An organizer reads what is its own. */
export const organizerQuery = withDeadline("read").use(asOrganizer);
/** An organizer changes what is its own. */
export const organizerMutation = withDeadline("change").use(asOrganizer);
/** As `organizerMutation`, where a gateway takes part. */
export const organizerPayment = limited("change").use(asOrganizer);

async function takeFromLimit(
  { rateLimit }: Pick<RouterContext, "rateLimit">,
  policy: RateLimitPolicy,
): Promise<void> {
  const retryAt = await rateLimit(policy);
  if (retryAt === undefined) return;
  throw new DomainError("RATE_LIMITED", "Too many calls from this address; wait a little.", {
    retryAt: retryAt.toISOString(),
  });
}
