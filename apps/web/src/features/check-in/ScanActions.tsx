import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useTexts } from "../../texts/use-texts.ts";
import { type Outcome, isUndecided } from "./scan.ts";

interface ScanActionsProps {
  readonly outcome: Outcome;
  readonly isBusy: boolean;
  readonly onNext: () => void;
  readonly onRetry: () => void;
}

// In the colour of the words on the screen, whatever the screen's is.
const BUTTON =
  "inline-flex min-h-16 w-full items-center justify-center rounded-card border-2 border-current px-6 text-xl font-semibold transition-colors hover:bg-current/10 focus-visible:outline-4 focus-visible:outline-current";

/** What to do after a scan, where the thumb is. */
export function ScanActions({ outcome, isBusy, onNext, onRetry }: ScanActionsProps): ReactNode {
  const texts = useTexts("checkIn");
  return (
    <div className="flex flex-col gap-3">
      {isUndecided(outcome) && (
        <button
          type="button"
          aria-disabled={isBusy || undefined}
          onClick={onRetry}
          className={BUTTON}
        >
          {isBusy ? texts.checking : texts.again}
        </button>
      )}
      {outcome === "signed_out" && (
        <Link to="/organizer/sign-in" search={{ next: location.pathname }} className={BUTTON}>
          {texts.signIn}
        </Link>
      )}
      <button type="button" onClick={onNext} className={BUTTON}>
        {texts.next}
      </button>
    </div>
  );
}
