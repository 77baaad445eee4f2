import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";

import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventValues } from "./event-values.ts";

/** Why the form could not be saved: how many fields are at fault, or what the server said. */
export function FormFailure(): ReactNode {
  const { fieldsToMend } = useTexts("common");
  const { errors } = useFormContext<EventValues>().formState;
  const { fields, server } = errors.root ?? {};
  return (
    <>
      {fields && (
        <Notice tone="bad" live="alert">
          {fieldsToMend(Number(fields.message))}
        </Notice>
      )}
      {server && (
        <Notice tone="bad" live="alert">
          {server.message}
        </Notice>
      )}
    </>
  );
}
