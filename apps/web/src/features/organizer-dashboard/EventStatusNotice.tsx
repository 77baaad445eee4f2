import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "../organizer-events/event-state.ts";

interface EventStatusNoticeProps {
  readonly eventId: string;
  readonly state: EventState;
  /** Tickets that count as sold. */
  readonly sold: number;
}

/** Why an event sells nothing: it is a draft, over, or cancelled. Nothing for one that sells. */
export function EventStatusNotice({ eventId, state, sold }: EventStatusNoticeProps): ReactNode {
  const { dashboard } = useTexts("organizerDashboard");
  if (state === "published") return null;
  if (state === "ended") return <Notice>{dashboard.ended}</Notice>;
  if (state === "cancelled") {
    const { cancelled, waiting } = dashboard;
    return <Notice tone="warn">{sold > 0 ? `${cancelled} ${waiting}` : cancelled}</Notice>;
  }
  return (
    <Notice
      actions={
        <ButtonLink to="/organizer/events/$eventId/edit" params={{ eventId }} size="small">
          {dashboard.toEdit}
        </ButtonLink>
      }
    >
      {dashboard.draft}
    </Notice>
  );
}
