import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { EventForm } from "./EventForm.tsx";
import { emptyEvent } from "./event-values.ts";

const NOTHING_RESERVED: ReadonlyMap<string, number> = new Map();

/** Makes an event: a draft, which is looked at before it is published. */
export function NewEventPage(): ReactNode {
  const { newTitle } = useTexts("organizerEvents");
  const navigate = useNavigate();
  const [values] = useState(emptyEvent);
  return (
    <div className="flex max-w-3xl flex-col gap-6 xl:max-w-5xl">
      <PageHeading title={newTitle} />
      <EventForm
        event={null}
        values={values}
        reserved={NOTHING_RESERVED}
        onSaved={({ id }) =>
          navigate({ to: "/organizer/events/$eventId/preview", params: { eventId: id } })
        }
      />
    </div>
  );
}
