import { createFileRoute } from "@tanstack/react-router";

import { SignInPage } from "../features/sign-in/SignInPage.tsx";
import { ownPath } from "../features/sign-in/own-path.ts";
import { loadTexts } from "../texts/load-texts.ts";

export const Route = createFileRoute("/organizer_/sign-in")({
  // Said also where it is nothing: what is left away here stays as it stands in the address.
  validateSearch: ({ next }: Record<string, unknown>): { next?: string | undefined } => ({
    next: ownPath(next),
  }),
  // Loaded when it is needed: buyers sign in nowhere.
  beforeLoad: async ({ context: { queryClient }, search: { next } }) => {
    const { skipSignIn } = await import("../features/sign-in/require-session.ts");
    return skipSignIn(queryClient, next);
  },
  loader: () => loadTexts("signIn"),
  component: SignInPage,
});
