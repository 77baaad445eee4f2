import { createFileRoute } from "@tanstack/react-router";

import { requireSession } from "../../features/sign-in/require-session.ts";
import { OrganizerLayout } from "../../layouts/OrganizerLayout.tsx";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer")({
  beforeLoad: ({ context: { queryClient }, location }) =>
    requireSession(queryClient, location.href),
  loader: () => loadTexts("organizer"),
  component: OrganizerLayout,
});
