import type { IncomingMessage } from "node:http";
import type { Lane, Lanes } from "./lanes.ts";

const TRPC = "/trpc/";
/** More are refused anyway. */
const BATCH_SIZE_MAX = 10;

/** What a request asks for, as far as its first line and headers tell. */
export interface Asked {
  readonly lane: Lane;
  /** Calls in a batch, and 1 otherwise. */
  readonly calls: number;
  readonly isBatch: boolean;
}

/**
 * Tells in whose lane a request is, before its body is read. A batch is in that of its least
 * important call, or a call to pay would take nine others past the crowd; so is a call without the
 * credential that it needs, which anybody can send.
 */
export function laneOf(lanes: Lanes, { url = "", headers }: IncomingMessage): Asked {
  if (!url.startsWith(TRPC)) return { lane: laneOfPath(lanes, url), calls: 1, isBatch: false };
  const mark = url.indexOf("?");
  const path = url.slice(TRPC.length, mark < 0 ? undefined : mark);
  const isOrganizer = headers["x-api-key"] !== undefined || headers.cookie !== undefined;
  const caller = { isBuyer: headers.authorization !== undefined, isOrganizer };
  if (!path.includes(",")) {
    const isBatch = mark >= 0 && url.startsWith("batch=1", mark + 1);
    return { lane: laneOfCall(lanes, path, caller), calls: 1, isBatch };
  }
  const paths = path.split(",", BATCH_SIZE_MAX);
  const asked = new Set(paths.map((each) => laneOfCall(lanes, each, caller)));
  const least = LEAST_FIRST.find((name) => asked.has(lanes[name])) ?? "read";
  return { lane: lanes[least], calls: paths.length, isBatch: true };
}

const LEAST_FIRST = ["stream", "read", "shared", "reserve", "organizer", "buyer", "probe"] as const;

interface CallerKind {
  readonly isBuyer: boolean;
  readonly isOrganizer: boolean;
}

/** By the name as it is called; one that is written in any other way is nobody's in particular. */
function laneOfCall(lanes: Lanes, path: string, { isBuyer, isOrganizer }: CallerKind): Lane {
  switch (path) {
    case "reservations.create":
      return lanes.reserve;
    case "reservations.pay":
    case "reservations.get":
    case "reservations.cancel":
      return isBuyer ? lanes.buyer : lanes.read;
    case "events.availability":
      return lanes.shared;
    case "events.watchAvailability":
      return lanes.stream;
    default: {
      const isOrganizers = path.startsWith("organizer.") || path.startsWith("statistics.");
      return isOrganizers && isOrganizer ? lanes.organizer : lanes.read;
    }
  }
}

function laneOfPath(lanes: Lanes, url: string): Lane {
  if (url === "/healthz" || url === "/readyz" || url === "/metrics") return lanes.probe;
  return url.startsWith("/api/auth/") ? lanes.organizer : lanes.read;
}
