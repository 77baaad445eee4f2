import { isStampedeError } from "@stampede/client/errors";
import { type ReactNode, useRef } from "react";
import { FormProvider, useForm } from "react-hook-form";

import type { Texts } from "../../texts/catalogs.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { AboutSection, WhenSection, WhereSection } from "./EventSections.tsx";
import { SIGNED_OUT } from "./FormFailure.tsx";
import { SaveBar } from "./SaveBar.tsx";
import { TicketTypesSection } from "./TicketTypesSection.tsx";
import { UnsavedChanges } from "./UnsavedChanges.tsx";
import { type EventValues, type OrganizerEvent, valuesOf } from "./event-values.ts";
import { failureText } from "./failure-text.ts";
import { withIncompleteTimes } from "./incomplete-times.ts";
import type { FieldProblem } from "./problems.ts";
import { readEvent } from "./read-event.ts";
import { SaveError } from "./save-error.ts";
import { useSaveEvent } from "./use-save-event.ts";

interface EventFormProps {
  /** What the fields are filled with at first, and the event that it is of; null for a new one. */
  readonly event: OrganizerEvent | null;
  readonly values: EventValues;
  /** How many of each saved ticket type are sold or held now, by its id. */
  readonly reserved: ReadonlyMap<string, number>;
  readonly onSaved: (event: OrganizerEvent) => Promise<void> | void;
}

/** All that an organizer says of an event. */
export function EventForm({ event, values, reserved, onSaved }: EventFormProps): ReactNode {
  const texts = useTexts("organizerEvents");
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  const save = useSaveEvent();
  const form = useForm<EventValues>({ defaultValues: values, shouldFocusError: false });
  const { isDirty, isSubmitting } = form.formState;
  // What the fields were filled with, which changes are found by.
  const base = useRef(event);
  // Once it is saved, the way to the next page is free before this one is rendered again.
  const isLeaving = useRef(false);

  function show(problems: readonly FieldProblem[]): void {
    for (const { field, problem, detail } of problems) {
      form.setError(field, { type: problem, ...(detail !== undefined && { message: detail }) });
    }
    const [first] = problems;
    if (first) form.setFocus(first.field);
    form.setError("root.fields", { type: "fields", message: String(problems.length) });
  }

  async function submit(typed: EventValues): Promise<void> {
    const read = await readEvent(typed, locale, base.current);
    const problems = withIncompleteTimes(read.problems, element.current);
    if (read.event === null || problems.length > 0) {
      show(problems);
      return;
    }
    try {
      const saved = await save({
        before: base.current,
        after: read.event,
        ticketTypeIds: typed.ticketTypes.map(({ ticketTypeId }) => ticketTypeId),
        onAdded: (index, { id }) => form.setValue(`ticketTypes.${index}.ticketTypeId`, id),
        onStep: (before) => {
          base.current = before;
        },
      });
      base.current = saved;
      form.reset(await valuesOf(saved, locale));
      isLeaving.current = true;
      await onSaved(saved);
      isLeaving.current = false;
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      if (error.problems.length > 0) show(error.problems);
      else form.setError("root.server", serverFailure(error.cause, event === null, texts));
    }
  }

  return (
    <FormProvider {...form}>
      <form
        ref={element}
        noValidate
        onSubmit={(submitted) => void form.handleSubmit(submit)(submitted)}
        // A field that gets the focus stays clear of the bar at the bottom.
        className="flex max-w-3xl flex-col gap-6 xl:max-w-5xl [&_.control]:scroll-mb-56"
      >
        <AboutSection isNew={event === null} />
        <WhenSection />
        <WhereSection />
        <TicketTypesSection reserved={reserved} />
        <SaveBar event={event} isDirty={isDirty} isSaving={isSubmitting} />
      </form>
      <UnsavedChanges isUnsaved={() => isDirty && !isLeaving.current} />
    </FormProvider>
  );
}

/** Why the server did not save it, and of which kind that is. */
function serverFailure(
  cause: unknown,
  isNew: boolean,
  texts: Texts<"organizerEvents">,
): { readonly type: string; readonly message: string } {
  const reason = isStampedeError(cause) ? cause.reason : null;
  // Nobody can look again at an event that may not have come about.
  const isNewUnknown = isNew && (reason === "NETWORK" || reason === "UNAVAILABLE");
  return {
    type: reason === "UNAUTHENTICATED" ? SIGNED_OUT : "server",
    message: isNewUnknown ? texts.failed.unknownNew : failureText(cause, texts),
  };
}
