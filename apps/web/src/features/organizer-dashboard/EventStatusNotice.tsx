import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";

interface EventStatusNoticeProps {
  readonly event: { readonly id: string; readonly status: "draft" | "published" | "cancelled" };
}

/** Why an event sells nothing: it is a draft, or cancelled. Nothing for one that is published. */
export function EventStatusNotice({ event }: EventStatusNoticeProps): ReactNode {
  const { dashboard } = useTexts("organizerDashboard");
  if (event.status === "published") return null;
  if (event.status === "cancelled") return <Notice tone="warn">{dashboard.cancelled}</Notice>;
  return (
    <Notice
      actions={
        <ButtonLink
          to="/organizer/events/$eventId/edit"
          params={{ eventId: event.id }}
          size="small"
        >
          {dashboard.toEdit}
        </ButtonLink>
      }
    >
      {dashboard.draft}
    </Notice>
  );
}
