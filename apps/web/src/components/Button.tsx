import { clsx } from "clsx/lite";
import type { ComponentProps, ReactNode } from "react";

import { Spinner } from "./Spinner.tsx";
import { type ButtonLook, buttonClass } from "./button-class.ts";

interface ButtonProps extends Omit<ComponentProps<"button">, "className">, ButtonLook {
  readonly children: ReactNode;
  /** While what it does is under way: it cannot be pressed again, and keeps its size and focus. */
  readonly isBusy?: boolean;
  readonly className?: string;
}

/** Does something. `primary` is the one main action of a view; see `ButtonLink` for going somewhere. */
export function Button({
  variant = "secondary",
  size = "regular",
  isWide = false,
  isBusy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={clsx(buttonClass({ variant, size, isWide }), className)}
      aria-busy={isBusy || undefined}
      // Not `disabled`, which would take the focus away in the middle of things.
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className={clsx("inline-flex items-center gap-2", isBusy && "opacity-0")}>
        {children}
      </span>
      {isBusy && <Spinner className="absolute" />}
    </button>
  );
}
