import type { Outputs } from "@stampede/client/api";

type Reservation = Outputs["reservations"]["get"];

/** What a reservation's page shows: its status, or that its time is up and nobody has said so yet. */
export type Phase = Reservation["status"] | "timeUp";

/** The phase of a reservation, by the server's own times alone. */
export function phaseOf({
  status,
  expiresAt,
  serverNow,
}: Pick<Reservation, "status" | "expiresAt" | "serverNow">): Phase {
  const isDue = Date.parse(expiresAt) <= Date.parse(serverNow);
  return status === "held" && isDue ? "timeUp" : status;
}
