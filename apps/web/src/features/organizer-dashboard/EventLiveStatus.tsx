import type { ReactNode } from "react";

import { LiveStatus } from "./LiveStatus.tsx";
import { ROUND_MS, useLiveEvent, useRounds } from "./use-live-event.ts";

interface EventLiveStatusProps {
  readonly event: { readonly id: string; readonly status: "draft" | "published" | "cancelled" };
  /** When the figures were read, in milliseconds of the device's clock. */
  readonly updatedAt: number;
}

/** Keeps the figures of an event up to date, and says how old they are. */
export function EventLiveStatus({ event, updatedAt }: EventLiveStatusProps): ReactNode {
  // Nobody can watch a draft, or buy what would change it.
  const Status = event.status === "draft" ? DraftStatus : WatchedStatus;
  return <Status key={event.id} eventId={event.id} updatedAt={updatedAt} />;
}

interface StatusProps {
  readonly eventId: string;
  readonly updatedAt: number;
}

function WatchedStatus({ eventId, updatedAt }: StatusProps): ReactNode {
  const isLive = useLiveEvent(eventId);
  return <LiveStatus updatedAt={updatedAt} isLive={isLive} roundMs={ROUND_MS} />;
}

function DraftStatus({ eventId, updatedAt }: StatusProps): ReactNode {
  useRounds(eventId);
  return <LiveStatus updatedAt={updatedAt} isLive={false} roundMs={ROUND_MS} />;
}
