import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { patience } from "./patience.ts";
import { sessionQuery } from "./session.ts";
import { signOut } from "./sign-in-api.ts";

/** Ends this browser's session, and forgets all that only the organizer may see. */
export function useSignOut() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    ...patience,
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.setQueryData(sessionQuery.queryKey, null);
      await navigate({ to: "/organizer/sign-in" });
      queryClient.clear();
    },
  });
}
