import type { ReactNode } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { OrganizerEvent } from "./event-values.ts";

const TONES: Record<OrganizerEvent["status"], Tone> = {
  draft: "neutral",
  published: "good",
  cancelled: "bad",
};

/** Whether an event is a draft, published or cancelled. */
export function EventStatus({ status }: Pick<OrganizerEvent, "status">): ReactNode {
  const { statuses } = useTexts("organizerEvents");
  return <Badge tone={TONES[status]}>{statuses[status]}</Badge>;
}
