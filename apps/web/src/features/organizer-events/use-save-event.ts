import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import type { OrganizerEvent } from "./event-values.ts";
import { type Saving, saveChanges } from "./save-changes.ts";
import { SaveError } from "./save-error.ts";
import { useEventChanged } from "./use-event-changed.ts";

/**
 * Saves an event: a new one by one call, a change by one for each thing that has changed.
 *
 * @returns a function that gives the event as it is then, and throws a `SaveError`
 */
export function useSaveEvent(): (saving: Saving) => Promise<OrganizerEvent> {
  const server = useServer();
  const queryClient = useQueryClient();
  const tell = useEventChanged();
  const calls = {
    create: useMutation(server.organizer.events.create.mutationOptions()).mutateAsync,
    update: useMutation(server.organizer.events.update.mutationOptions()).mutateAsync,
    add: useMutation(server.organizer.ticketTypes.create.mutationOptions()).mutateAsync,
    change: useMutation(server.organizer.ticketTypes.update.mutationOptions()).mutateAsync,
  };

  return async (saving) => {
    const { before, after } = saving;
    if (before === null) {
      const created = await calls.create(after).catch((error: unknown) => {
        throw new SaveError(error);
      });
      await tell(created);
      return created;
    }
    const { queryKey } = server.organizer.events.get.queryOptions({ eventId: before.id });
    try {
      await saveChanges(calls, before, saving);
    } catch (error) {
      // What was saved before the refusal is saved, and can be seen.
      await queryClient.invalidateQueries({ queryKey });
      throw error;
    }
    const saved = await queryClient
      .fetchQuery(
        server.organizer.events.get.queryOptions({ eventId: before.id }, { staleTime: 0 }),
      )
      .catch((error: unknown) => {
        throw new SaveError(error);
      });
    await tell(saved);
    return saved;
  };
}
