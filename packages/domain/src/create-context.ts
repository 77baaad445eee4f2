import type { Database } from "@stampede/db/client";
import type { Alarms, DomainContext, Log } from "./context.ts";
import { createAvailabilityFeed } from "./inventory/availability-feed.ts";
import { createAvailabilityReader } from "./inventory/availability-reader.ts";
import type { PaymentGateway } from "./payments/gateway.ts";
import { createAccessTokens } from "./reservations/access-tokens.ts";
import { commitGroup } from "./reservations/commit-group.ts";
import { refuseFirst } from "./reservations/refuse-first.ts";
import { createReservationQueue } from "./reservations/reservation-queue.ts";
import { createRefusalTally } from "./statistics/refusal-tally.ts";

export interface DomainContextOptions {
  readonly db: Database;
  /** With connections for buyers who pay; `db` when left out. */
  readonly buyersDb?: Database;
  readonly gateway: PaymentGateway;
  /** What access tokens are signed with, newest first. */
  readonly appSecrets: readonly [string, ...string[]];
  /** How long a reservation is held. */
  readonly holdSeconds: number;
  readonly alarms: Alarms;
  readonly log: Log;
  /** Requests that are committed together at most; as many as is good when left out. */
  readonly groupSizeMax?: number | undefined;
}

/** A context and its end: `close` writes what is still in memory, and comes before the database's. */
export interface OwnedDomainContext extends DomainContext {
  close(): Promise<void>;
}

/** Puts together what the functions of the domain are given, once for each process. */
export function createDomainContext(options: DomainContextOptions): OwnedDomainContext {
  const { db, buyersDb = db, gateway, appSecrets, holdSeconds, alarms, log } = options;
  const accessTokens = createAccessTokens(appSecrets);
  const refusals = createRefusalTally(db, log);
  const availabilityReader = createAvailabilityReader(db);
  const availabilityFeed = createAvailabilityFeed(availabilityReader, log);
  const reservationQueue = createReservationQueue(
    (eventId, requests) => commitGroup(db, eventId, requests, holdSeconds),
    { groupSizeMax: options.groupSizeMax },
  );
  return {
    db,
    gateway,
    alarms,
    log,
    holdSeconds,
    refusals,
    availabilityReader,
    availabilityFeed,
    accessTokens,
    buyers: { db: buyersDb, gateway, accessTokens, alarms, log },
    reservationQueue: refuseFirst(reservationQueue, db, holdSeconds),
    async close() {
      availabilityFeed.close();
      await refusals.close();
    },
  };
}
