import type { Recorder } from "./recorder.ts";

/** What all buyers of a history have in common. */
export interface Market {
  readonly recorder: Recorder;
  readonly event: { readonly eventId: string; readonly ticketTypeIds: readonly string[] };
  readonly urlOf: (process: number) => string;
  /** What each buyer reserved last, by its number. */
  readonly mine: Map<number, Mine>;
}

export interface Mine {
  readonly reservationId: string;
  readonly accessToken: string;
  /** Of one ticket, once it is paid. */
  readonly code: string | undefined;
}

export const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
