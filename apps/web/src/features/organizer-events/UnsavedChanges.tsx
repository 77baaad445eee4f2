import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useEffect, useEffectEvent } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { holdUnsavedWork } from "../sign-in/unsaved-work.ts";

interface UnsavedChangesProps {
  /** Whether something would be lost now; asked at the moment of leaving. */
  readonly isUnsaved: () => boolean;
}

/** Asks before what was typed is lost, by another page, a reload or a closed tab. */
export function UnsavedChanges({ isUnsaved }: UnsavedChangesProps): ReactNode {
  const { leave } = useTexts("organizerEvents");
  const isUnsavedNow = useEffectEvent(isUnsaved);
  useEffect(() => holdUnsavedWork(() => isUnsavedNow()), []);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved() && next.pathname !== current.pathname,
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
