import { clsx } from "clsx/lite";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from "react";

import { formatTime } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { ScanActions } from "./ScanActions.tsx";
import { OUTCOME_LOOKS } from "./outcome-looks.ts";
import type { Scan } from "./scan.ts";

/** Who was admitted needs no answer: the next one is already there. */
const ADMITTED_MS = 1_800;
/** A hand-held scanner ends a code with Enter, which has gone off by itself: it is no answer to this. */
const SCANNER_ENTER_MS = 500;

interface ScanResultProps {
  readonly scan: Scan;
  /** The name of the ticket's type, where there is a ticket. */
  readonly ticketType: string | undefined;
  readonly isBusy: boolean;
  readonly onNext: () => void;
  readonly onRetry: () => void;
  /** The next code is being typed already. */
  readonly onType: () => void;
}

/** What a scan came to, on the whole screen: by colour, by a sign and in words. */
export function ScanResult(props: ScanResultProps): ReactNode {
  const { scan, ticketType, isBusy, onNext, onRetry, onType } = props;
  const { outcomes } = useTexts("checkIn");
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const openedAtMs = useRef(0);
  const { screen, Icon } = OUTCOME_LOOKS[scan.outcome];
  const { title, text } = outcomes[scan.outcome];

  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    openedAtMs.current = performance.now();
    return () => opened?.close();
  }, []);
  useEffect(() => {
    if (scan.outcome !== "admitted") return undefined;
    const timer = setTimeout(onNext, ADMITTED_MS);
    return () => clearTimeout(timer);
  }, [scan, onNext]);

  function type(event: KeyboardEvent<HTMLDialogElement>): void {
    const isScanners = performance.now() - openedAtMs.current < SCANNER_ENTER_MS;
    if (event.key === "Enter" && isScanners) event.preventDefault();
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey) return;
    // Hand-held scanners type, and do not wait: what they type goes into the field below.
    event.currentTarget.close();
    onType();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- for hand-held scanners
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      data-outcome={scan.outcome}
      onKeyDown={type}
      onCancel={(event) => {
        event.preventDefault();
        onNext();
      }}
      className={clsx(
        "fixed inset-0 m-0 size-full max-h-none max-w-none animate-fade-in p-0",
        screen,
      )}
    >
      <div className="mx-auto flex min-h-full max-w-2xl flex-col gap-6 px-6 pt-10 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
        <div className="flex grow flex-col items-center justify-center gap-4 text-center">
          <Icon aria-hidden="true" className="size-28 sm:size-36" strokeWidth={1.75} />
          <h2 id={titleId} className="text-display">
            {title}
          </h2>
          {ticketType !== undefined && (
            <p className="text-2xl font-semibold wrap-anywhere">{ticketType}</p>
          )}
          <p className="max-w-prose text-lg text-balance">{text}</p>
          <FirstTime scan={scan} />
          <p className="font-mono text-lg tracking-wider wrap-anywhere">{scan.code}</p>
        </div>
        <ScanActions outcome={scan.outcome} isBusy={isBusy} onNext={onNext} onRetry={onRetry} />
      </div>
    </dialog>
  );
}

/** When somebody came in with the ticket before. */
function FirstTime({ scan }: Pick<ScanResultProps, "scan">): ReactNode {
  const texts = useTexts("checkIn");
  const locale = useLocale();
  const at = scan.ticket?.checkedInAt;
  if (scan.outcome === "admitted" || at == null) return null;
  return (
    <>
      <p className="tabular text-xl font-semibold">
        {texts.firstCheckedIn(formatTime(at, locale, "exact"))}
      </p>
      {scan.outcome === "already_checked_in" && scan.isAfterNoAnswer && (
        <p className="max-w-prose">{texts.maybeYours}</p>
      )}
    </>
  );
}
