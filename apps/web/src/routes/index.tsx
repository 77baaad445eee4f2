import { createFileRoute } from "@tanstack/react-router";

import { EventsPage } from "../features/events/EventsPage.tsx";
import { EventsSkeleton } from "../features/events/EventsSkeleton.tsx";
import { eventsQuery } from "../features/events/events-query.ts";
import { loadTexts } from "../texts/load-texts.ts";

export const Route = createFileRoute("/")({
  validateSearch: ({ search }: Record<string, unknown>): { search?: string } =>
    // The router reads `?search=2026` as a number.
    typeof search === "string" || typeof search === "number" ? { search: String(search) } : {},
  loader: async ({ context: { queryClient, server }, location: { search } }) => {
    const wanted = "search" in search ? String(search.search) : "";
    const texts = loadTexts("events", "eventList");
    // What fails is told by the list itself, below its search.
    await queryClient.prefetchInfiniteQuery(eventsQuery(queryClient, server, wanted));
    await texts;
  },
  component: EventsPage,
  pendingComponent: EventsSkeleton,
});
