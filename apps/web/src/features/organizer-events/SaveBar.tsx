import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { FormFailure } from "./FormFailure.tsx";
import type { OrganizerEvent } from "./event-values.ts";

interface SaveBarProps {
  readonly event: OrganizerEvent | null;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
}

/** Saves, and says whether there is something to save; always in sight, above the tabs on phones. */
export function SaveBar({ event, isDirty, isSaving }: SaveBarProps): ReactNode {
  const { form } = useTexts("organizerEvents");
  const isSaved = event !== null && !isDirty;
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-col gap-3 border-t border-line bg-paper px-4 py-3 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] md:mx-0 md:px-0">
      {/* Where the eye is, wherever on the page it was saved from. */}
      <FormFailure />
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="flex min-w-0 items-center gap-2 text-sm text-soft">
          {isSaved && <Check aria-hidden="true" className="size-4 shrink-0 text-good" />}
          {isSaved ? form.saved : isDirty && form.unsaved}
        </p>
        <Button
          type="submit"
          variant={isSaved ? "secondary" : "primary"}
          isBusy={isSaving}
          className="ml-auto shrink-0"
        >
          {event === null ? form.create : form.save}
        </Button>
      </div>
    </div>
  );
}
