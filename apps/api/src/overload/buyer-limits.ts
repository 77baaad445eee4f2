import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { clientAddress } from "../client-address.ts";
import type { RateLimits } from "../rate-limits.ts";

const TRPC = "/trpc/";
/** What is asked without a procedure of buyers: documents, which count as reads. */
const OTHERWISE = "read";

/** The limits that buyers' procedures take from. */
const POLICIES: ReadonlyMap<string, "read" | "pay" | "change"> = new Map([
  ["reservations.get", "read"],
  ["reservations.pay", "pay"],
  ["reservations.cancel", "change"],
]);

/** When the client of a request may try again whose calls would all be refused; undefined otherwise. */
export type LimitedUntil = (incoming: IncomingMessage) => Date | undefined;

/**
 * Looks, before a request takes any place among buyers who wait, at what its calls would be told once
 * their turn came. Each call is counted where it is made; here nothing is, so that none counts twice.
 */
export function createBuyerLimits(
  rateLimits: Pick<RateLimits, "limitedUntil">,
  trustedProxies: BlockList,
): LimitedUntil {
  return ({ url = "", headers, socket }) => {
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    const client = clientAddress(socket.remoteAddress, forwardedFor, trustedProxies);
    const waits = policiesOf(url).map((policy) => rateLimits.limitedUntil(policy, client));
    const times = waits.flatMap((until) => (until === undefined ? [] : [until.getTime()]));
    return times.length === waits.length ? new Date(Math.max(...times)) : undefined;
  };
}

function policiesOf(url: string): ("read" | "pay" | "change")[] {
  if (!url.startsWith(TRPC)) return [OTHERWISE];
  const [path = ""] = url.slice(TRPC.length).split("?", 1);
  const names = new Set(path.split(","));
  return [...names].map((name) => POLICIES.get(name) ?? OTHERWISE);
}
