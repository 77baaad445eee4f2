import { createFileRoute } from "@tanstack/react-router";

import { OrganizerLayout } from "../../layouts/OrganizerLayout.tsx";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer")({
  // Loaded when it is needed: buyers sign in nowhere.
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const { requireSession } = await import("../../features/sign-in/require-session.ts");
    return requireSession(queryClient, location.href);
  },
  loader: () => loadTexts("organizer"),
  component: OrganizerLayout,
});
