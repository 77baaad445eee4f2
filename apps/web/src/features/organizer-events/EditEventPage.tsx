import { useServer } from "@stampede/client/react/server";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CancelEvent } from "./CancelEvent.tsx";
import { EventForm } from "./EventForm.tsx";
import { EventStateBadge } from "./EventStateBadge.tsx";
import { stateOf } from "./event-state.ts";
import type { OrganizerEvent } from "./event-values.ts";
import { FIGURES_MS } from "./queries.ts";

const route = getRouteApi("/organizer/events/$eventId/edit");

/** Changes an event. */
export function EditEventPage(): ReactNode {
  const { eventId } = route.useParams();
  // Another event is another form.
  return <EditEvent key={eventId} eventId={eventId} />;
}

function EditEvent({ eventId }: { readonly eventId: string }): ReactNode {
  const { editTitle, form } = useTexts("organizerEvents");
  const loaded = route.useLoaderData();
  // The loader may run again while somebody types.
  const [atFirst] = useState(loaded);
  const [nowMs] = useState(() => Date.now());
  const { data: event } = useSuspenseQuery(
    useServer().organizer.events.get.queryOptions({ eventId }),
  );
  return (
    <div className="flex max-w-3xl xl:max-w-5xl flex-col gap-6">
      <PageHeading
        title={editTitle}
        actions={
          <>
            {event.status === "published" && <CancelEvent event={event} />}
            <ButtonLink to="/organizer/events/$eventId/preview" params={{ eventId }}>
              {form.look}
            </ButtonLink>
          </>
        }
      >
        <p className="mt-2 flex flex-wrap items-center gap-3">
          <EventStateBadge state={stateOf(event, nowMs)} />
          <span className="min-w-0 font-medium wrap-anywhere">{event.name}</span>
        </p>
      </PageHeading>
      {event.status !== "published" && (
        <Notice tone={event.status === "draft" ? "info" : "warn"}>{form[event.status]}</Notice>
      )}
      <EventForm {...atFirst} reserved={useReserved(event)} onSaved={() => undefined} />
    </div>
  );
}

/** How many of each ticket type are sold or held now, by its id. */
function useReserved(event: OrganizerEvent): ReadonlyMap<string, number> {
  // Nobody can have reserved anything of a draft, and nobody may ask for its availability.
  const { data } = useQuery(
    useServer().events.availability.queryOptions(
      { eventId: event.id },
      { enabled: event.status !== "draft", refetchInterval: FIGURES_MS },
    ),
  );
  const available = new Map(data?.ticketTypes.map((each) => [each.ticketTypeId, each.available]));
  return new Map(
    event.ticketTypes.map(({ id, capacity }) => [id, capacity - (available.get(id) ?? capacity)]),
  );
}
