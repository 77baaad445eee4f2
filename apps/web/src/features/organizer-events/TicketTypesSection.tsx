import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";

import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { FormSection } from "./FormSection.tsx";
import { TicketTypeFields } from "./TicketTypeFields.tsx";
import { type EventValues, emptyTicketType } from "./event-values.ts";

/** As many as the server takes. */
const TICKET_TYPES_MAX = 100;

interface TicketTypesSectionProps {
  /** How many of each saved ticket type are sold or held now, by its id. */
  readonly reserved: ReadonlyMap<string, number>;
}

/** The kinds of tickets that an event has. */
export function TicketTypesSection({ reserved }: TicketTypesSectionProps): ReactNode {
  const { form } = useTexts("organizerEvents");
  const { control, setFocus } = useFormContext<EventValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "ticketTypes" });
  const isAnySaved = fields.some(({ ticketTypeId }) => ticketTypeId !== "");

  function removeAt(index: number): void {
    remove(index);
    // What had the focus is gone; the one before it is the nearest that stays.
    if (index > 0) setFocus(`ticketTypes.${index - 1}.name`);
  }

  return (
    <FormSection title={form.tickets} hint={isAnySaved ? form.savedHint : form.ticketsHint}>
      {fields.map(({ id, ticketTypeId }, index) => (
        <TicketTypeFields
          key={id}
          index={index}
          isSaved={ticketTypeId !== ""}
          reserved={reserved.get(ticketTypeId) ?? 0}
          onRemove={() => removeAt(index)}
        />
      ))}
      {fields.length < TICKET_TYPES_MAX && (
        <Button
          className="self-start"
          onClick={() =>
            append(emptyTicketType(), { focusName: `ticketTypes.${fields.length}.name` })
          }
        >
          <Plus aria-hidden="true" className="size-5" />
          {form.add}
        </Button>
      )}
    </FormSection>
  );
}
