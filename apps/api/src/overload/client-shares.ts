import type { IncomingMessage } from "node:http";
import type { BlockList } from "node:net";
import { ownAddress } from "../client-address.ts";
import type { Asked } from "./lane-of.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { createPlaces, type Places } from "./places.ts";

/** Of each lane that nothing but its own bound turns away, one client may have so much. */
const CLIENT_SHARE = 1 / 4;

/** Keeps one client from filling the lanes that are kept for what matters most. */
export interface ClientShares {
  /** Takes the calls' part of their client's share, and gives how to leave it; undefined beyond it. */
  take(incoming: IncomingMessage, asked: Asked): (() => void) | undefined;
  /** Whose a request is; undefined for one that stands for many, and where one may fill a lane. */
  clientOf(incoming: IncomingMessage): string | undefined;
}

/** @param options.isFair whether one client may have only a part; otherwise it may fill a lane. */
export function createClientShares(
  { buyer, organizer, probe }: Pick<Lanes, "buyer" | "organizer" | "probe">,
  options: { readonly trustedProxies: BlockList; readonly isFair: boolean },
): ClientShares {
  const { trustedProxies, isFair } = options;
  const placesOf = new Map<Lane, Places>(
    [buyer, organizer, probe].map((lane) => {
      const total = lane.inFlightMax;
      return [lane, createPlaces({ total, perClient: Math.floor(total * CLIENT_SHARE) })];
    }),
  );
  const clientOf: ClientShares["clientOf"] = ({ headers, socket }) => {
    if (!isFair) return undefined;
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    return ownAddress(socket.remoteAddress, forwardedFor, trustedProxies);
  };
  return {
    clientOf,
    take(incoming, { lane, calls }) {
      const places = isFair ? placesOf.get(lane) : undefined;
      if (places === undefined) return noShare;
      return places.take(clientOf(incoming), calls);
    },
  };
}

const noShare = (): void => undefined;
