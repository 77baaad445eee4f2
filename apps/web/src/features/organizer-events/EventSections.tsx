import type { ReactNode } from "react";
import { Controller, useFormContext } from "react-hook-form";

import { TextArea } from "../../components/TextArea.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { FormSection } from "./FormSection.tsx";
import { TimezoneField } from "./TimezoneField.tsx";
import { problemText, useEventField } from "./event-form.ts";
import type { EventValues } from "./event-values.ts";

const LATEST = "9999-12-31T23:59";

/** What an event is called, and what is said of it. */
export function AboutSection({ isNew }: { readonly isNew: boolean }): ReactNode {
  const { form } = useTexts("organizerEvents");
  return (
    <FormSection title={form.about}>
      <TextField label={form.name} {...useEventField("name")} autoComplete="off" />
      <TextArea label={form.description} isOptional rows={6} {...useEventField("description")} />
      <TextField
        label={form.slug}
        hint={isNew ? form.slugHint : form.slugChange}
        isOptional
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        {...useEventField("slug")}
      />
    </FormSection>
  );
}

/** When an event is, on the clocks of its place. */
export function WhenSection(): ReactNode {
  const { form, problems } = useTexts("organizerEvents");
  const { control } = useFormContext<EventValues>();
  return (
    <FormSection title={form.when}>
      <Controller
        control={control}
        name="timezone"
        render={({ field: { ref, name, value, onChange }, fieldState: { error } }) => (
          <TimezoneField
            ref={ref}
            name={name}
            value={value}
            onChange={onChange}
            error={error && problemText(problems, error)}
          />
        )}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          type="datetime-local"
          max={LATEST}
          label={form.startsAt}
          {...useEventField("startsAt")}
        />
        <TextField
          type="datetime-local"
          max={LATEST}
          label={form.endsAt}
          isOptional
          {...useEventField("endsAt")}
        />
      </div>
    </FormSection>
  );
}

/** Where an event is. */
export function WhereSection(): ReactNode {
  const { form } = useTexts("organizerEvents");
  return (
    <FormSection title={form.where} hint={form.whereHint}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField label={form.venueName} isOptional {...useEventField("venue.name")} />
        <TextField label={form.address} isOptional {...useEventField("venue.address")} />
        <TextField label={form.city} isOptional {...useEventField("venue.city")} />
        <TextField label={form.country} isOptional {...useEventField("venue.country")} />
      </div>
    </FormSection>
  );
}
