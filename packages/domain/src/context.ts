import type { Database } from "@stampede/db/client";
import type { AvailabilityFeed } from "./inventory/availability-feed.ts";
import type { AvailabilityReader } from "./inventory/availability-reader.ts";
import type { PaymentGateway } from "./payments/gateway.ts";
import type { AccessTokens } from "./reservations/access-tokens.ts";
import type { ReservationQueue } from "./reservations/reservation-queue.ts";
import type { RefusalTally } from "./statistics/refusal-tally.ts";

/** Tells the worker, without waiting for it, that something falls due. A lost alarm costs seconds only. */
export interface Alarms {
  /** Holds end at this instant. */
  releaseAt(instant: Date): void;
  /** A payment or a refund wants the gateway asked at this instant. */
  reconcileAt(instant: Date): void;
  /** A cancelled event has holds to end and buyers to refund from this instant on. */
  windUpAt(instant: Date): void;
}

/** Takes notice of what no caller is told. */
export interface Log {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What calls of buyers who have a reservation are given. */
export interface BuyerContext {
  /** Its connections are taken by no other calls, so that no crowd keeps a payment waiting. */
  readonly db: Database;
  readonly gateway: PaymentGateway;
  readonly accessTokens: AccessTokens;
  readonly alarms: Alarms;
  readonly log: Log;
}

/** What every function of the domain is given; made once for each process. */
export interface DomainContext {
  readonly db: Database;
  readonly gateway: PaymentGateway;
  readonly accessTokens: AccessTokens;
  readonly alarms: Alarms;
  /** In place of this context where a buyer pays for a reservation, looks at it or gives it back. */
  readonly buyers: BuyerContext;
  readonly reservationQueue: ReservationQueue;
  readonly refusals: RefusalTally;
  readonly availabilityReader: AvailabilityReader;
  readonly availabilityFeed: AvailabilityFeed;
  readonly log: Log;
  /** How long a reservation is held. */
  readonly holdSeconds: number;
}
