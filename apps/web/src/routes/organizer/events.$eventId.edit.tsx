import { createFileRoute } from "@tanstack/react-router";

import { EditEventPage } from "../../features/organizer-events/EditEventPage.tsx";
import { EventFormSkeleton } from "../../features/organizer-events/EventFormSkeleton.tsx";
import { valuesOf } from "../../features/organizer-events/event-values.ts";
import { throwNotFound } from "../../not-found.ts";
import { currentLocale, loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/edit")({
  loader: async ({ context: { queryClient, server }, params: { eventId } }) => {
    const [event] = await Promise.all([
      // What is changed is what there is now.
      queryClient
        .fetchQuery(server.organizer.events.get.queryOptions({ eventId }, { staleTime: 0 }))
        .catch(throwNotFound),
      loadTexts("organizerEvents"),
    ]);
    return { event, values: await valuesOf(event, currentLocale()) };
  },
  pendingComponent: EventFormSkeleton,
  component: EditEventPage,
});
