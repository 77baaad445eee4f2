import { useServer } from "@stampede/client/react/server";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CancelEvent } from "./CancelEvent.tsx";
import { EventPreview } from "./EventPreview.tsx";
import { PublishEvent } from "./PublishEvent.tsx";
import type { OrganizerEvent } from "./event-values.ts";

const TONES = { draft: "info", published: "good", cancelled: "warn" } as const;

/** An event as buyers will see it, and what can be done with it now. */
export function PreviewEventPage(): ReactNode {
  const { eventId } = useParams({ from: "/organizer/events/$eventId/preview" });
  const { preview } = useTexts("organizerEvents");
  const { data: event } = useSuspenseQuery(
    useServer().organizer.events.get.queryOptions({ eventId }),
  );
  return (
    <div className="flex flex-col gap-6">
      <Notice tone={TONES[event.status]} live="status" actions={<Actions event={event} />}>
        {preview[event.status]}
      </Notice>
      <section
        aria-label={preview.page}
        className="rounded-card border border-line bg-paper p-4 sm:p-8"
      >
        <EventPreview event={event} />
      </section>
    </div>
  );
}

function Actions({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { preview } = useTexts("organizerEvents");
  return (
    <>
      {event.status === "draft" && <PublishEvent event={event} />}
      {event.status !== "draft" && (
        <ButtonLink to="/events/$slug" params={{ slug: event.slug }}>
          {preview.open}
        </ButtonLink>
      )}
      <ButtonLink to="/organizer/events/$eventId/edit" params={{ eventId: event.id }}>
        {preview.edit}
      </ButtonLink>
      {event.status === "published" && <CancelEvent event={event} />}
    </>
  );
}
