import { createFileRoute } from "@tanstack/react-router";

import { AccountPage } from "../../features/sign-in/AccountPage.tsx";
import { AccountSkeleton } from "../../features/sign-in/AccountSkeleton.tsx";
import { sessionsQuery } from "../../features/sign-in/session.ts";
import { loadTexts } from "../../texts/load-texts.ts";

export const Route = createFileRoute("/organizer/account")({
  loader: ({ context: { queryClient } }) =>
    Promise.all([loadTexts("signIn"), queryClient.ensureQueryData(sessionsQuery)]).then(
      () => undefined,
    ),
  pendingComponent: AccountSkeleton,
  component: AccountPage,
});
