import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Database } from "@stampede/db/client";
import type { Logger } from "pino";
import { Counter, Gauge, type Registry } from "prom-client";
import { createAdmission } from "./admission.ts";
import { noteArrival } from "./arrivals.ts";
import { createBuyerGate } from "./buyer-gate.ts";
import { createBuyerLimits } from "./buyer-limits.ts";
import { createClientShares } from "./client-shares.ts";
import { type Asked, createLaneOf } from "./lane-of.ts";
import { createLanes, type Lanes, SHED_CAUSES } from "./lanes.ts";
import { watchLoop } from "./loop-watch.ts";
import { createHasOrganizerCredential, type CredentialOptions } from "./organizer-credentials.ts";
import { isTooFarAhead } from "./sent-ahead.ts";
import { asksForPage, createShedPages } from "./shed-page.ts";
import { createShedReplies } from "./shed-reply.ts";
import { whenOver } from "./when-over.ts";

/** What the front needs of the process. */
export interface OverloadOptions extends CredentialOptions {
  readonly db: Database;
  readonly buyersDb: Database;
  readonly registry: Registry;
  readonly closing: AbortSignal;
  readonly log: Logger;
  /** Whether one client may have only a part of what there is. */
  readonly isFair: boolean;
}

/** A line for each call that is turned away would be one more burden. */
const LOG_EVERY_MS = 5_000;

/**
 * Puts a door before a listener that serves everything. What cannot be served in time is turned away
 * by its first line and headers, before its body is read, and nothing has been done for it.
 *
 * A process that turns calls away stays ready: `/readyz` says whether it can sell, and a load balancer
 * that took it out would only send its crowd to the others.
 */
export function createOverloadFront(
  options: OverloadOptions,
): (next: RequestListener) => RequestListener {
  const { db, buyersDb, registry, closing, log } = options;
  const lanes = createLanes();
  const laneOf = createLaneOf(lanes, createHasOrganizerCredential(options));
  const shares = createClientShares(lanes, options);
  const limitedUntil = createBuyerLimits(options.rateLimits, options.trustedProxies);
  const buyersFree = (): number => freeConnections(buyersDb);
  const gate = createBuyerGate({ standing: () => buyersDb.pool.waitingCount, free: buyersFree });
  const admission = createAdmission(lanes, {
    isBehind: watchLoop(),
    connectionsWaitedFor: () => db.pool.waitingCount,
    // Whoever waits at the gate while connections are free is no reason to keep others out.
    paymentsWaiting: () => buyersDb.pool.waitingCount + (buyersFree() === 0 ? gate.waiting : 0),
  });
  const replies = createShedReplies();
  const sendShedPage = createShedPages();
  const noteShed = createNote(lanes, log);
  registerMetrics(lanes, registry);

  const turnAway = (incoming: IncomingMessage, outgoing: ServerResponse, asked: Asked): void => {
    if (asksForPage(incoming)) sendShedPage(incoming, outgoing, closing.aborted);
    else replies.send(outgoing, asked, closing.aborted);
    noteShed();
  };
  return (next) => (incoming, outgoing) => {
    const asked = laneOf(incoming);
    const { lane, calls } = asked;
    if (isTooFarAhead(incoming, outgoing, lane === lanes.stream)) return;
    // Before anything is taken: what would be refused in its turn must not keep others from theirs.
    const retryAt = lane === lanes.buyer ? limitedUntil(incoming) : undefined;
    if (retryAt !== undefined) {
      lane.shed.limited += calls;
      replies.sendLimited(outgoing, asked, { retryAt, isClosing: closing.aborted });
      noteShed();
      return;
    }
    const leaveShare = shares.take(incoming, asked);
    if (leaveShare === undefined) lane.shed.full += calls;
    if (leaveShare === undefined || admission.enter(lane, calls) !== undefined) {
      leaveShare?.();
      turnAway(incoming, outgoing, asked);
      return;
    }
    let leaveGate = (): void => undefined;
    whenOver(incoming, outgoing, () => {
      leaveGate();
      leaveShare();
      admission.leave(lane, calls);
    });
    if (lane !== lanes.buyer) {
      next(incoming, outgoing);
      return;
    }
    noteArrival(incoming);
    leaveGate = gate.enter({
      client: shares.clientOf(incoming),
      calls,
      go: () => next(incoming, outgoing),
      refuse() {
        lane.shed.payments += calls;
        turnAway(incoming, outgoing, asked);
      },
    });
  };
}

/** Those that nobody has, and those that are still to be opened. */
function freeConnections({ pool }: Database): number {
  return pool.options.max - pool.totalCount + pool.idleCount;
}

/** Says now and then how many of each kind were turned away, and why. */
function createNote(lanes: Lanes, log: Logger): () => void {
  let quietUntilMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + LOG_EVERY_MS;
    const shed = Object.values(lanes).map(({ name, shed: counts }) => [name, { ...counts }]);
    log.warn({ shedSoFar: Object.fromEntries(shed) }, "turning calls away");
  };
}

/** The counts are kept apart from the metrics, which would cost each call more than its reply. */
function registerMetrics(lanes: Lanes, registry: Registry): void {
  const all = Object.values(lanes);
  registry.registerMetric(
    new Counter({
      name: "stampede_shed_calls_total",
      help: "Calls that were turned away unread, by their lane and by what there was too much of",
      labelNames: ["lane", "cause"],
      registers: [],
      collect() {
        this.reset();
        for (const { name, shed } of all) {
          for (const cause of SHED_CAUSES) this.inc({ lane: name, cause }, shed[cause]);
        }
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: "stampede_calls_in_flight",
      help: "Calls under way, by their lane",
      labelNames: ["lane"],
      registers: [],
      collect() {
        for (const { name, inFlight } of all) this.set({ lane: name }, inFlight);
      },
    }),
  );
}
