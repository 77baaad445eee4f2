import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventValues } from "./event-values.ts";

/** The kind of a failure that signing in mends. */
export const SIGNED_OUT = "signed-out";

/** Why the form could not be saved: how many fields are at fault, or what the server said. */
export function FormFailure(): ReactNode {
  const { fieldsToMend } = useTexts("common");
  const { failed } = useTexts("organizerEvents");
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
        <Notice
          tone="bad"
          live="alert"
          // Here, what is typed would be lost.
          actions={
            server.type === SIGNED_OUT && (
              <ButtonLink to="/organizer/sign-in" target="_blank" size="small">
                {failed.signIn}
              </ButtonLink>
            )
          }
        >
          {server.message}
        </Notice>
      )}
    </>
  );
}
