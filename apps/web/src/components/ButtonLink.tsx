import { type LinkComponent, createLink } from "@tanstack/react-router";
import { clsx } from "clsx/lite";
import type { ComponentProps, ReactNode } from "react";

import { type ButtonLook, buttonClass } from "./button-class.ts";

type AnchorProps = ComponentProps<"a"> & ButtonLook;

function Anchor({ variant, size, isWide, className, children, ...rest }: AnchorProps): ReactNode {
  const look = {
    ...(variant && { variant }),
    ...(size && { size }),
    ...(isWide !== undefined && { isWide }),
  };
  return (
    <a {...rest} className={clsx(buttonClass(look), className)}>
      {children}
    </a>
  );
}

/** Goes to another page, and looks like a `Button`. Takes what a `Link` takes. */
export const ButtonLink: LinkComponent<typeof Anchor> = createLink(Anchor);
