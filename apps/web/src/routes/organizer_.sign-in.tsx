import { createFileRoute } from "@tanstack/react-router";

import { SignInPage } from "../features/sign-in/SignInPage.tsx";
import { ownPath } from "../features/sign-in/own-path.ts";
import { skipSignIn } from "../features/sign-in/require-session.ts";
import { loadTexts } from "../texts/load-texts.ts";

export const Route = createFileRoute("/organizer_/sign-in")({
  // Said also where it is nothing: what is left away here stays as it stands in the address.
  validateSearch: ({ next }: Record<string, unknown>): { next?: string | undefined } => ({
    next: ownPath(next),
  }),
  beforeLoad: ({ context: { queryClient }, search: { next } }) => skipSignIn(queryClient, next),
  loader: () => loadTexts("signIn"),
  component: SignInPage,
});
