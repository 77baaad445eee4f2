import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

import { takeNavigation } from "../navigation.ts";
import { useTexts } from "../texts/use-texts.ts";

interface PageHeadingProps {
  readonly title: string;
  /** A line below the title. */
  readonly children?: ReactNode;
  /** What can be done with what the page shows. */
  readonly actions?: ReactNode;
  /** `display` for the name of an event; `hidden` where the page shows its title in another way. */
  readonly size?: "display" | "title" | "hidden";
}

const SIZES = {
  // A word may be longer than a phone is wide.
  display: "text-display wrap-anywhere",
  title: "text-title wrap-anywhere",
  hidden: "sr-only",
};

/** The one `h1` of a page. It names the document, and gets the focus when a visitor comes from another page. */
export function PageHeading({
  title,
  children,
  actions,
  size = "title",
}: PageHeadingProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { siteName } = useTexts("common");
  // Where the visitor is, which is the page before until this one is there.
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });

  useEffect(() => {
    document.title = `${title} · ${siteName}`;
  }, [title, siteName]);

  useEffect(() => {
    // Where the router has scrolled to stays.
    if (path !== undefined && takeNavigation(path)) heading.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 ref={heading} tabIndex={-1} className={SIZES[size]}>
          {title}
        </h1>
        {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
