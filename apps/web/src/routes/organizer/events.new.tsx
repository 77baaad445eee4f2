import { createFileRoute } from "@tanstack/react-router";

import { EventFormSkeleton } from "../../features/organizer-events/EventFormSkeleton.tsx";
import { NewEventPage } from "../../features/organizer-events/NewEventPage.tsx";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/events/new")({
  loader: () => loadTexts("organizerEvents"),
  pendingComponent: EventFormSkeleton,
  component: NewEventPage,
});
