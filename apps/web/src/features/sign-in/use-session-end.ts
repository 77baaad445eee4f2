import { isStampedeError } from "@stampede/client/errors";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

import { sessionQuery } from "./session.ts";
import { SignInError } from "./sign-in-request.ts";
import { hasUnsavedWork } from "./unsaved-work.ts";

interface CacheEvent {
  readonly type: string;
  readonly action?: { readonly type: string; readonly error?: unknown };
}

/**
 * Notices when the session has ended elsewhere, by the first answer that says so, and lets the router
 * look again: it goes to the sign-in, which brings the organizer back to this page.
 */
export function useSessionEnd(): void {
  const router = useRouter();
  const queryClient = useQueryClient();
  useEffect(() => {
    const notice = (event: CacheEvent): void => {
      if (event.type !== "updated" || !isSessionEnd(event.action)) return;
      if (queryClient.getQueryData(sessionQuery.queryKey) === null) return;
      // What is typed into a form would be lost; the form says how it can still be saved.
      if (hasUnsavedWork()) return;
      queryClient.setQueryData(sessionQuery.queryKey, null);
      void router.invalidate();
    };
    const ends = [
      queryClient.getQueryCache().subscribe(notice),
      queryClient.getMutationCache().subscribe(notice),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [router, queryClient]);
}

function isSessionEnd(action: CacheEvent["action"]): boolean {
  if (action?.type !== "error") return false;
  const { error } = action;
  return (
    (isStampedeError(error) || error instanceof SignInError) && error.reason === "UNAUTHENTICATED"
  );
}
