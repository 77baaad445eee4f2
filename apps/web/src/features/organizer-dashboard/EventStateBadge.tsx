import type { ReactNode } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "../organizer-events/event-state.ts";

const TONES: Record<EventState, Tone> = {
  draft: "neutral",
  published: "good",
  ended: "neutral",
  cancelled: "bad",
};

/** Whether an event sells. */
export function EventStateBadge({ state }: { readonly state: EventState }): ReactNode {
  const { states } = useTexts("organizerDashboard").overview;
  return <Badge tone={TONES[state]}>{states[state]}</Badge>;
}
