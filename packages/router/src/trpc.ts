import { DomainError } from "@stampede/domain/errors";
import { initTRPC, TRPCError } from "@trpc/server";
import type { ObservedCall, RateLimitPolicy, RouterContext } from "./context.ts";
import { inTime } from "./in-time.ts";
import { asTRPCError, refusalOf } from "./refusal.ts";

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

type Outcome = ObservedCall["outcome"];

/**
 * What every procedure does around its call: it takes from the caller's limit, answers in time,
 * turns what the domain throws into tRPC's errors, and tells the observer how the call went. One
 * middleware and not four, because each costs every call an object, a copy and a turn of the loop.
 */
const procedure = (policy: RateLimitPolicy, deadline: "deadline" | "no deadline") =>
  t.procedure.use(async ({ ctx, path, next, signal }) => {
    const startedAt = performance.now();
    const observe = (outcome: Outcome): void => {
      const seconds = (performance.now() - startedAt) / 1_000;
      ctx.observe({ procedure: path, outcome, seconds });
    };
    try {
      await takeFromLimit(ctx, policy);
      const result = await (deadline === "deadline" ? inTime(next(), ctx.arrivedAtMs) : next());
      // A procedure's error comes as a result, the deadline's and the limit's are thrown.
      if (!result.ok) throw result.error;
      observe("ok");
      return result;
    } catch (cause) {
      const error = asTRPCError(cause);
      const { reason } = refusalOf(error);
      // What a call is broken off with is no fault of the server's, and nobody hears of it.
      const hasLeft =
        error.code === "CLIENT_CLOSED_REQUEST" ||
        (reason === "INTERNAL_ERROR" && signal?.aborted === true);
      observe(hasLeft ? "LEFT" : reason);
      throw hasLeft ? new TRPCError({ code: "CLIENT_CLOSED_REQUEST", cause: error }) : error;
    }
  });

/** Anyone may read. */
export const publicQuery = procedure("read", "deadline");
/** Anyone may watch; a stream has no deadline. */
export const publicSubscription = procedure("watch", "no deadline");
/** A buyer reserves; past the deadline the outcome is not known, and the same key finds it out. */
export const reserveProcedure = procedure("reserve", "deadline");
/** A buyer reads or gives back what the token is for. */
export const buyerQuery = procedure("read", "deadline");
export const buyerMutation = procedure("change", "deadline");
/** A buyer pays; a gateway may take longer than any database. */
export const payProcedure = procedure("pay", "no deadline");

const asOrganizer = t.middleware(async ({ ctx, next }) => {
  const authentication = await ctx.authenticate();
  if (authentication.kind === "organizer") {
    return next({ ctx: { organizer: authentication.organizer } });
  }
  // Only failures count, so that a stranger at the same address cannot lock an organizer out.
  if (authentication.kind === "bad") await takeFromLimit(ctx, "failedAuthentication");
  throw new DomainError("UNAUTHENTICATED", "This needs an organizer's sign-in or API key.", null);
});

/** An organizer reads what is its own. */
export const organizerQuery = procedure("read", "deadline").use(asOrganizer);
/** An organizer changes what is its own. */
export const organizerMutation = procedure("change", "deadline").use(asOrganizer);
/** As `organizerMutation`, where a gateway takes part. */
export const organizerPayment = procedure("change", "no deadline").use(asOrganizer);

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
