import { type ReactNode, useState } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type EventState, stateOf } from "./event-state.ts";
import type { OrganizerEvent } from "./event-values.ts";

const TONES: Record<EventState, Tone> = {
  draft: "neutral",
  published: "good",
  ended: "neutral",
  cancelled: "bad",
};

/** Whether an event is a draft, published, over or cancelled. */
export function EventStatus({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { statuses } = useTexts("organizerEvents");
  const [nowMs] = useState(() => Date.now());
  const state = stateOf(event, nowMs);
  return <Badge tone={TONES[state]}>{statuses[state]}</Badge>;
}
