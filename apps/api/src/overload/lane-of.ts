import type { IncomingMessage } from "node:http";
import { isTokenShaped } from "@stampede/domain/reservations/access-tokens";
import { createTargets } from "../availability-endpoint/target.ts";
import { bearerToken } from "../bearer-token.ts";
import { isPrivatePage } from "../site/page-of.ts";
import type { Lane, Lanes } from "./lanes.ts";
import type { HasOrganizerCredential } from "./organizer-credentials.ts";

const TRPC = "/trpc/";
/** What a buyer who has paid comes for. */
const DOCUMENTS = "/documents/reservations/";
/** More are refused anyway. */
const BATCH_SIZE_MAX = 10;

/** What a request asks for, as far as its first line and headers tell. */
export interface Asked {
  readonly lane: Lane;
  /** Calls in a batch, and 1 otherwise. */
  readonly calls: number;
  readonly isBatch: boolean;
}

/** Tells in whose lane a request is, before its body is read. */
export type LaneOf = (incoming: IncomingMessage) => Asked;

/**
 * Tells lanes by first lines and headers. A batch is in that of its least important call, or a call
 * to pay would take nine others past the crowd; so is a call without the credential that it needs,
 * or with one that anybody can make up.
 */
export function createLaneOf(lanes: Lanes, hasCredential: HasOrganizerCredential): LaneOf {
  const targets = createTargets();
  return (incoming) => {
    const { url = "" } = incoming;
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const isBatch = mark >= 0 && url.startsWith("batch=1", mark + 1);
    if (!path.startsWith(TRPC)) {
      return { lane: laneOfPath(lanes, path, incoming), calls: 1, isBatch: false };
    }
    // Only what is answered with bytes that were made for all; anything else at that name costs a call.
    if (targets.read(incoming)?.kind === "read") return { lane: lanes.shared, calls: 1, isBatch };
    const caller = callerOf(incoming, hasCredential);
    const names = path.slice(TRPC.length);
    // A comma may be written so that it is none here, and many calls where they are told apart.
    if (/%2c/i.test(names)) return { lane: lanes.read, calls: BATCH_SIZE_MAX, isBatch };
    if (!names.includes(",")) return { lane: laneOfCall(lanes, names, caller), calls: 1, isBatch };
    const each = names.split(",", BATCH_SIZE_MAX);
    const asked = new Set(each.map((name) => laneOfCall(lanes, name, caller)));
    const least = LEAST_FIRST.find((name) => asked.has(lanes[name])) ?? "read";
    return { lane: lanes[least], calls: each.length, isBatch: true };
  };
}

const LEAST_FIRST = ["stream", "read", "reserve", "organizer", "buyer"] as const;

/** Whether it carries what could be a token: anything else would only take buyers' places. */
function hasToken({ headers: { authorization } }: IncomingMessage): boolean {
  return authorization !== undefined && isTokenShaped(bearerToken(authorization) ?? "");
}

/** Told when it is asked for, and once for a request: most calls ask for neither. */
interface CallerKind {
  readonly isBuyer: () => boolean;
  readonly isOrganizer: () => boolean;
}

function callerOf(incoming: IncomingMessage, hasCredential: HasOrganizerCredential): CallerKind {
  let isBuyer: boolean | undefined;
  let isOrganizer: boolean | undefined;
  return {
    isBuyer: () => (isBuyer ??= hasToken(incoming)),
    isOrganizer: () => (isOrganizer ??= hasCredential(incoming)),
  };
}

/** By the name as it is called; one that is written in any other way is nobody's in particular. */
function laneOfCall(lanes: Lanes, path: string, { isBuyer, isOrganizer }: CallerKind): Lane {
  switch (path) {
    case "reservations.create":
      return lanes.reserve;
    case "reservations.pay":
    case "reservations.get":
    case "reservations.cancel":
      return isBuyer() ? lanes.buyer : lanes.read;
    case "events.watchAvailability":
      return lanes.stream;
    default: {
      const isOrganizers = path.startsWith("organizer.") || path.startsWith("statistics.");
      return isOrganizers && isOrganizer() ? lanes.organizer : lanes.read;
    }
  }
}

function laneOfPath(lanes: Lanes, path: string, incoming: IncomingMessage): Lane {
  if (path === "/healthz" || path === "/readyz" || path === "/metrics") return lanes.probe;
  if (path.startsWith("/api/auth/")) return lanes.organizer;
  // Without the page's own files nobody can pay, and they are in memory.
  if (path.startsWith("/assets/") && incoming.method === "GET") return lanes.shared;
  // Nor without the page itself on which buyers pay: the same bytes for all, made beforehand.
  if (isPrivatePage(path) && incoming.method === "GET") return lanes.shared;
  return path.startsWith(DOCUMENTS) && hasToken(incoming) ? lanes.buyer : lanes.read;
}
