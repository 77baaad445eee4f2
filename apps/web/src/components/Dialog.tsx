import { X } from "lucide-react";
import { type ReactNode, type RefObject, useLayoutEffect, useId, useRef } from "react";

import { useTexts } from "../texts/use-texts.ts";

interface DialogProps {
  readonly isOpen: boolean;
  /** Called when it asks to be closed: by its button, by Escape, by a press beside it. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons at its end, the main one last. */
  readonly actions?: ReactNode;
  /** What gets the focus; otherwise the first thing that can. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/**
 * A modal dialog: the browser's own, which keeps the focus inside and gives it back. On a phone it
 * stands at the bottom, where a thumb reaches it.
 */
export function Dialog(props: DialogProps): ReactNode {
  return props.isOpen ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, children, actions, initialFocus }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const texts = useTexts("common");

  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    initialFocus?.current?.focus();
    // Closing it gives the focus back to where it was, as long as it is still in the document.
    return () => opened?.close();
  }, [initialFocus]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the browser closes it on Escape
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The dialog's own box is filled by its content, so what hits the dialog itself is beside it.
        if (event.target === dialog.current) onClose();
      }}
      className="m-auto w-full max-w-lg animate-rise rounded-card bg-surface text-ink shadow-overlay max-sm:mb-0 max-sm:max-w-full max-sm:rounded-b-none"
    >
      <div className="flex max-h-[85dvh] flex-col pb-[env(safe-area-inset-bottom)]">
        <div className="flex items-start justify-between gap-4 p-4 pb-2 sm:p-6 sm:pb-2">
          <h2 id={titleId} className="text-heading">
            {title}
          </h2>
          <button
            type="button"
            aria-label={texts.close}
            onClick={onClose}
            className="-m-2 inline-flex size-11 shrink-0 items-center justify-center rounded-control hover:bg-sunken"
          >
            <X aria-hidden="true" className="size-5" />
          </button>
        </div>
        <div className="overflow-y-auto px-4 py-2 sm:px-6">{children}</div>
        {actions && (
          <div className="flex flex-col-reverse gap-2 p-4 sm:flex-row sm:justify-end sm:px-6 sm:pb-6">
            {actions}
          </div>
        )}
      </div>
    </dialog>
  );
}
