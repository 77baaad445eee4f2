import type { Database } from "@stampede/db/client";
import type { Alarms, DomainContext, Log } from "./context.ts";
import { createAvailabilityFeed } from "./inventory/availability-feed.ts";
import { createAvailabilityReader } from "./inventory/availability-reader.ts";
import type { PaymentGateway } from "./payments/gateway.ts";
import { createAccessTokens } from "./reservations/access-tokens.ts";
import { commitGroup } from "./reservations/commit-group.ts";
import { refuseFirst } from "./reservations/refuse-first.ts";
import { createReservationQueue, type ReservationQueue } from "./reservations/reservation-queue.ts";
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
  /** Another way to decide reservations, for comparisons. */
  readonly createQueue?: CreateQueue | undefined;
}

/** Makes what decides reservations, which are held for `holdSeconds`. */
export type CreateQueue = (db: Database, holdSeconds: number) => ReservationQueue;

/** A context and its end: `close` writes what is still in memory, and comes before the database's. */
export interface OwnedDomainContext extends DomainContext {
  close(): Promise<void>;
}

/** Puts together what the functions of the domain are given, once for each process. */
export function createDomainContext(options: DomainContextOptions): OwnedDomainContext {
  const { db, buyersDb = db, gateway, appSecrets, holdSeconds, alarms, log } = options;
  const { createQueue = createGroupingQueue } = options;
  const accessTokens = createAccessTokens(appSecrets);
  const refusals = createRefusalTally(db, log);
  const availabilityReader = createAvailabilityReader(db);
  const availabilityFeed = createAvailabilityFeed(availabilityReader, log);
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
    reservationQueue: createQueue(db, holdSeconds),
    async close() {
      availabilityFeed.close();
      await refusals.close();
    },
  };
}

function createGroupingQueue(db: Database, holdSeconds: number): ReservationQueue {
  const queue = createReservationQueue((eventId, requests) =>
    commitGroup(db, eventId, requests, holdSeconds),
  );
  return refuseFirst(queue, db, holdSeconds);
}
