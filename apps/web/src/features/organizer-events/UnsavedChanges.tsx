import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { useTexts } from "../../texts/use-texts.ts";

/** The page where somebody ends up whose session is over; nothing can be saved any more then. */
const SIGN_IN = "/organizer/sign-in";

interface UnsavedChangesProps {
  /** Whether something would be lost now; asked at the moment of leaving. */
  readonly isUnsaved: () => boolean;
}

/** Asks before what was typed is lost, by another page, a reload or a closed tab. */
export function UnsavedChanges({ isUnsaved }: UnsavedChangesProps): ReactNode {
  const { leave } = useTexts("organizerEvents");
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isUnsaved() && next.pathname !== current.pathname && next.pathname !== SIGN_IN,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <Dialog
      isOpen={status === "blocked"}
      onClose={() => reset?.()}
      title={leave.title}
      actions={
        <>
          <Button variant="danger" onClick={() => proceed?.()}>
            {leave.leave}
          </Button>
          <Button variant="primary" onClick={() => reset?.()}>
            {leave.stay}
          </Button>
        </>
      }
    >
      <p>{leave.text}</p>
    </Dialog>
  );
}
