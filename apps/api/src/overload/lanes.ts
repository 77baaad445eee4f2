/** Why a call was turned away before anything was done for it. */
export const SHED_CAUSES = ["processor", "connections", "payments", "full", "limited"] as const;
export type ShedCause = (typeof SHED_CAUSES)[number];

/** Calls that are let in and turned away by one rule, and how many of them there are. */
export interface Lane {
  readonly name: string;
  /**
   * Whether its calls count as the crowd: those that take the processor for each of them. Probes and
   * whatever all share cost next to nothing; a payment mostly waits for its gateway.
   */
  readonly isCrowd: boolean;
  /** While the processor is behind, the crowd may be so large and still be joined by these calls. */
  readonly crowdMax: number;
  /** Calls under way at once, whatever else there is: what the memory is planned for. */
  readonly inFlightMax: number;
  /** Whether they wait for the connections that the crowd shares. */
  readonly yieldsToConnections: boolean;
  /** Whether they step back while buyers who pay wait for a connection. */
  readonly yieldsToPayments: boolean;
  inFlight: number;
  readonly shed: Record<ShedCause, number>;
}

type Rule = Omit<Lane, "name" | "inFlight" | "shed">;

const ALWAYS = Number.POSITIVE_INFINITY;

/** All of them; those in front are turned away last. */
export interface Lanes {
  /** Health checks and metrics. */
  readonly probe: Lane;
  /** A buyer pays, looks at a reservation, or gives it back. */
  readonly buyer: Lane;
  /** Check-in, and all else that organizers do. */
  readonly organizer: Lane;
  readonly reserve: Lane;
  /**
   * Availability, the built files and the pages on which buyers pay, whose bytes are made once for all
   * who ask: refusing would cost as much.
   */
  readonly shared: Lane;
  readonly read: Lane;
  /** Streams, which stay: how many may be open is counted elsewhere. */
  readonly stream: Lane;
}

/** The lanes of one process, all of them empty. */
export function createLanes(): Lanes {
  return {
    probe: lane("probe", { ...NEVER_YIELDS, isCrowd: false, crowdMax: ALWAYS, inFlightMax: 200 }),
    buyer: lane("buyer", { ...NEVER_YIELDS, isCrowd: false, crowdMax: ALWAYS, inFlightMax: 2_000 }),
    organizer: lane("organizer", {
      ...NEVER_YIELDS,
      isCrowd: true,
      crowdMax: 1_536,
      inFlightMax: 2_000,
    }),
    // Four full groups: more would only make everybody wait longer.
    reserve: lane("reserve", {
      isCrowd: true,
      crowdMax: 1_024,
      inFlightMax: 25_000,
      yieldsToConnections: false,
      yieldsToPayments: true,
    }),
    shared: lane("shared", {
      ...NEVER_YIELDS,
      isCrowd: false,
      crowdMax: ALWAYS,
      inFlightMax: 10_000,
    }),
    read: lane("read", { ...YIELDS, isCrowd: true, crowdMax: 512, inFlightMax: 5_000 }),
    stream: lane("stream", { ...YIELDS, isCrowd: false, crowdMax: 512, inFlightMax: ALWAYS }),
  };
}

const NEVER_YIELDS = { yieldsToConnections: false, yieldsToPayments: false };
const YIELDS = { yieldsToConnections: true, yieldsToPayments: true };

function lane(name: string, rule: Rule): Lane {
  return {
    name,
    ...rule,
    inFlight: 0,
    shed: { processor: 0, connections: 0, payments: 0, full: 0, limited: 0 },
  };
}
