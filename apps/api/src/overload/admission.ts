import type { Lane, Lanes, ShedCause } from "./lanes.ts";

/** Reads that wait for one of the crowd's connections; each takes one for some milliseconds. */
const CONNECTIONS_WAITED_FOR_MAX = 100;
/** Calls of buyers that wait for a connection; more, and they come faster than they can pay. */
const PAYMENTS_WAITING_MAX = 16;
/** However late the process is, some of each kind are served, so that nobody is shut out for good. */
const IN_FLIGHT_MIN = 16;

/** What the decision looks at, besides what is under way. */
export interface Pressure {
  /** Whether the event loop comes late to its work. */
  isBehind(): boolean;
  /** Who waits for one of the connections that the crowd shares. */
  connectionsWaitedFor(): number;
  /** Who waits for one of those that are kept for buyers who pay. */
  paymentsWaiting(): number;
}

/** Lets calls in, or says why not. */
export interface Admission {
  /** Counts the calls as under way and gives undefined, or says why they are turned away. */
  enter(lane: Lane, calls: number): ShedCause | undefined;
  leave(lane: Lane, calls: number): void;
}

/**
 * Decides by what is under way at this moment and by nothing that has to be reset, so that it ends
 * with the load. The crowd is let in as long as the process keeps up; then each lane up to a size of
 * the crowd, smaller for what can wait, so that payments have the processor first and reads last.
 */
export function createAdmission(lanes: Lanes, pressure: Pressure): Admission {
  let crowd = 0;
  const whyNot = (lane: Lane, calls: number): ShedCause | undefined => {
    const { inFlight, crowdMax } = lane;
    if (inFlight + calls > lane.inFlightMax) return "full";
    if (lane.yieldsToPayments && pressure.paymentsWaiting() > PAYMENTS_WAITING_MAX) {
      return "payments";
    }
    if (lane.yieldsToConnections && pressure.connectionsWaitedFor() > CONNECTIONS_WAITED_FOR_MAX) {
      return "connections";
    }
    if (crowd + calls <= crowdMax || inFlight < IN_FLIGHT_MIN) return undefined;
    return pressure.isBehind() ? "processor" : undefined;
  };
  return {
    enter(lane, calls) {
      const cause = whyNot(lane, calls);
      if (cause !== undefined) {
        lane.shed[cause] += calls;
        return cause;
      }
      lane.inFlight += calls;
      if (lane.isCrowd) crowd += calls;
      return undefined;
    },
    leave(lane, calls) {
      lane.inFlight -= calls;
      if (lane.isCrowd) crowd -= calls;
    },
  };
}
