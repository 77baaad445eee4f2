import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFormContext, useWatch } from "react-hook-form";

import { Button } from "../../components/Button.tsx";
import { TextArea } from "../../components/TextArea.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { useEventField } from "./event-form.ts";
import type { EventValues } from "./event-values.ts";

const LATEST = "9999-12-31T23:59";

interface TicketTypeFieldsProps {
  readonly index: number;
  readonly isSaved: boolean;
  /** How many are sold or held now. */
  readonly reserved: number;
  readonly onRemove: () => void;
}

/** The fields of one ticket type. */
export function TicketTypeFields(props: TicketTypeFieldsProps): ReactNode {
  const { index, isSaved, reserved, onRemove } = props;
  const { form } = useTexts("organizerEvents");
  const { control } = useFormContext<EventValues>();
  const capacity = useEventField(`ticketTypes.${index}.capacity`);
  const name = useWatch({ control, name: `ticketTypes.${index}.name` });
  const title = name.trim() === "" ? form.ticketType(index + 1) : name;
  return (
    <div
      role="group"
      aria-label={title}
      className="flex flex-col gap-5 rounded-card border border-line p-4 sm:p-5"
    >
      <div className="flex items-center justify-between gap-4">
        <h3 className="min-w-0 font-semibold wrap-anywhere">{title}</h3>
        {!isSaved && (
          <Button
            variant="quiet"
            size="small"
            className="-my-2"
            aria-label={form.removeOf(title)}
            onClick={onRemove}
          >
            <Trash2 aria-hidden="true" className="size-4" />
            {form.remove}
          </Button>
        )}
      </div>
      <TextField
        label={form.ticketName}
        hint={isSaved ? undefined : form.ticketNameHint}
        autoComplete="off"
        {...useEventField(`ticketTypes.${index}.name`)}
      />
      <div className="grid gap-5 sm:grid-cols-3">
        <TextField
          label={form.price}
          hint={reserved > 0 ? form.priceHintSaved : form.priceHint}
          inputMode="decimal"
          autoComplete="off"
          className="tabular"
          {...useEventField(`ticketTypes.${index}.price`)}
        />
        <TextField
          label={form.capacity}
          hint={reserved > 0 && !capacity.error ? form.reserved(reserved) : undefined}
          inputMode="numeric"
          autoComplete="off"
          className="tabular"
          {...capacity}
        />
        <TextField
          label={form.perReservation}
          inputMode="numeric"
          autoComplete="off"
          className="tabular"
          {...useEventField(`ticketTypes.${index}.maxPerReservation`)}
        />
      </div>
      <SalesWindow index={index} />
      <TextArea
        label={form.ticketDescription}
        isOptional
        rows={2}
        {...useEventField(`ticketTypes.${index}.description`)}
      />
    </div>
  );
}

function SalesWindow({ index }: Pick<TicketTypeFieldsProps, "index">): ReactNode {
  const { form } = useTexts("organizerEvents");
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        type="datetime-local"
        max={LATEST}
        label={form.salesStartAt}
        hint={form.salesStartHint}
        isOptional
        {...useEventField(`ticketTypes.${index}.salesStartAt`)}
      />
      <TextField
        type="datetime-local"
        max={LATEST}
        label={form.salesEndAt}
        hint={form.salesEndHint}
        isOptional
        {...useEventField(`ticketTypes.${index}.salesEndAt`)}
      />
    </div>
  );
}
