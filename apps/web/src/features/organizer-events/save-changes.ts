import type { Inputs } from "@stampede/client/api";

import { eventChanges, ticketTypeChanges, withChanges } from "./changes.ts";
import type { EventInput, OrganizerEvent, OrganizerTicketType } from "./event-values.ts";
import { SaveError } from "./save-error.ts";

/** What is being saved, and where it came from. */
export interface Saving {
  /** What the form was filled with; null for a new event. What others have changed since stays. */
  readonly before: OrganizerEvent | null;
  readonly after: EventInput;
  /** The id of each ticket type of `after`, empty for one that is new. */
  readonly ticketTypeIds: readonly string[];
  /** Called for each ticket type that was added, so that it is never added twice. */
  readonly onAdded: (index: number, ticketType: OrganizerTicketType) => void;
  /** Called after each step with what `before` has become by it: a later save goes on from there. */
  readonly onStep: (before: OrganizerEvent) => void;
}

/** The server's procedures that change an event. */
interface SavingCalls {
  readonly update: (input: Inputs["organizer"]["events"]["update"]) => Promise<unknown>;
  readonly add: (
    input: Inputs["organizer"]["ticketTypes"]["create"],
  ) => Promise<OrganizerTicketType>;
  readonly change: (input: Inputs["organizer"]["ticketTypes"]["update"]) => Promise<unknown>;
}

/**
 * Saves what has changed of an event, by one call for each thing. The ticket types come first, whose
 * capacity the server may refuse, so that a refusal leaves the rest untouched.
 *
 * @throws {SaveError} where one of them fails; those before it are saved, and `onStep` was told of them
 */
export async function saveChanges(
  calls: SavingCalls,
  filledWith: OrganizerEvent,
  saving: Omit<Saving, "before">,
): Promise<void> {
  const { after, ticketTypeIds, onAdded } = saving;
  const eventId = filledWith.id;
  let before = filledWith;
  const step = (next: OrganizerEvent): void => {
    before = next;
    saving.onStep(next);
  };
  const of =
    (index: number) =>
    (error: unknown): never => {
      throw new SaveError(error, index);
    };
  for (const [index, ticketType] of after.ticketTypes.entries()) {
    const known = before.ticketTypes.find(({ id }) => id === ticketTypeIds[index]);
    const changes = known && ticketTypeChanges(known, ticketType);
    if (!changes) continue;
    await calls.change({ ticketTypeId: known.id, ...changes }).catch(of(index));
    const ticketTypes = before.ticketTypes.map((one) =>
      one.id === known.id ? withChanges(one, changes) : one,
    );
    step({ ...before, ticketTypes });
  }
  const changes = eventChanges(before, after);
  if (changes) {
    await calls.update({ eventId, ...changes }).catch((error: unknown) => {
      throw new SaveError(error);
    });
    step(withChanges(before, changes));
  }
  for (const [index, ticketType] of after.ticketTypes.entries()) {
    if (ticketTypeIds[index] !== "") continue;
    const added = await calls.add({ eventId, ...ticketType }).catch(of(index));
    onAdded(index, added);
    step({ ...before, ticketTypes: [...before.ticketTypes, added] });
  }
}
