import { createFileRoute } from "@tanstack/react-router";

import { PreviewEventPage } from "../../features/organizer-events/PreviewEventPage.tsx";
import { PreviewSkeleton } from "../../features/organizer-events/PreviewSkeleton.tsx";
import { throwNotFound } from "../../not-found.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/$eventId/preview")({
  loader: async ({ context: { queryClient, server }, params: { eventId } }) => {
    const { get } = server.organizer.events;
    const [event] = await Promise.all([
      queryClient.ensureQueryData(get.queryOptions({ eventId })).catch(throwNotFound),
      // The preview is made of the parts of the event's own page.
      loadTexts("organizerEvents", "events"),
    ]);
    if (event.status !== "published") return;
    await queryClient.ensureQueryData(server.events.availability.queryOptions({ eventId }));
  },
  pendingComponent: PreviewSkeleton,
  component: PreviewEventPage,
});
