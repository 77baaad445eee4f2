import type { ReactNode } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { ReservationStatus } from "./reservation-filter.ts";

const TONES: Record<ReservationStatus, Tone> = {
  held: "warn",
  paying: "warn",
  paid: "good",
  expired: "neutral",
  cancelled: "neutral",
  refunding: "warn",
  refunded: "neutral",
};

/** The state of a reservation. */
export function StatusBadge({ status }: { readonly status: ReservationStatus }): ReactNode {
  const { statuses } = useTexts("organizerReservations");
  return <Badge tone={TONES[status]}>{statuses[status]}</Badge>;
}
