import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { eventChanges, ticketTypeChanges } from "./changes.ts";
import type { EventInput, OrganizerEvent, OrganizerTicketType } from "./event-values.ts";
import { type FieldProblem, refusedFields } from "./problems.ts";
import { useEventChanged } from "./use-event-changed.ts";

/** Where a call failed, and at which fields where the server named some. */
export class SaveError extends Error {
  override readonly name = "SaveError";
  readonly problems: readonly FieldProblem[];

  /** @param ticketType the place in the form of the ticket type that was being saved */
  constructor(cause: unknown, ticketType?: number) {
    super("an event was not saved", { cause });
    this.problems = refusedFields(cause, ticketType);
  }
}

/** What is being saved, and where it came from. */
export interface Saving {
  /** What the form was filled with; null for a new event. What others have changed since stays. */
  readonly before: OrganizerEvent | null;
  readonly after: EventInput;
  /** The id of each ticket type of `after`, empty for one that is new. */
  readonly ticketTypeIds: readonly string[];
  /** Called for each ticket type that was added, so that it is never added twice. */
  readonly onAdded: (index: number, ticketType: OrganizerTicketType) => void;
}

/**
 * Saves an event: a new one by one call, a change by one for each thing that has changed. The ticket
 * types come first, whose capacity the server may refuse, so that a refusal leaves the rest untouched.
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

  async function change(before: OrganizerEvent, saving: Saving): Promise<void> {
    const { after, ticketTypeIds, onAdded } = saving;
    const eventId = before.id;
    const of =
      (index: number) =>
      (error: unknown): never => {
        throw new SaveError(error, index);
      };
    for (const [index, ticketType] of after.ticketTypes.entries()) {
      const known = before.ticketTypes.find(({ id }) => id === ticketTypeIds[index]);
      const changes = known && ticketTypeChanges(known, ticketType);
      if (changes) await calls.change({ ticketTypeId: known.id, ...changes }).catch(of(index));
    }
    const changes = eventChanges(before, after);
    if (changes) {
      await calls.update({ eventId, ...changes }).catch((error: unknown) => {
        throw new SaveError(error);
      });
    }
    for (const [index, ticketType] of after.ticketTypes.entries()) {
      if (ticketTypeIds[index] !== "") continue;
      onAdded(index, await calls.add({ eventId, ...ticketType }).catch(of(index)));
    }
  }

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
      await change(before, saving);
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
