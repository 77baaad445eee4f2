import type { ReactNode } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "./event-state.ts";

const TONES: Record<EventState, Tone> = {
  draft: "neutral",
  published: "good",
  ended: "neutral",
  cancelled: "bad",
};

/** Whether an event is a draft, published, over or cancelled. */
export function EventStateBadge({ state }: { readonly state: EventState }): ReactNode {
  const { eventStates } = useTexts("organizer");
  return <Badge tone={TONES[state]}>{eventStates[state]}</Badge>;
}
