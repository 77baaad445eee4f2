import { Link, type LinkProps, useMatches, useParams } from "@tanstack/react-router";
import { ChartColumn, Eye, type LucideIcon, Pencil, ReceiptText, ScanLine } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";

import { useTexts } from "../texts/use-texts.ts";

/** The pages of the event that the address is about. */
export function EventTabs(): ReactNode {
  const texts = useTexts("organizer");
  const { eventId } = useParams({ strict: false });
  const isNowhere = useMatches({
    select: (all) => all.some(({ status }) => status === "notFound"),
  });
  if (eventId === undefined || isNowhere) return null;
  const params = { eventId };
  return (
    <nav
      aria-label={texts.eventNavigation}
      className="relative -mx-4 scroll-px-8 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0 print:hidden"
    >
      <ul className="flex w-max min-w-full gap-1 border-b border-line">
        <TabLink
          to="/organizer/events/$eventId"
          params={params}
          isExact
          icon={ChartColumn}
          label={texts.dashboard}
        />
        <TabLink
          to="/organizer/events/$eventId/reservations"
          params={params}
          icon={ReceiptText}
          label={texts.reservations}
        />
        <TabLink
          to="/organizer/events/$eventId/check-in"
          params={params}
          icon={ScanLine}
          label={texts.checkIn}
        />
        <TabLink
          to="/organizer/events/$eventId/edit"
          params={params}
          icon={Pencil}
          label={texts.edit}
        />
        <TabLink
          to="/organizer/events/$eventId/preview"
          params={params}
          icon={Eye}
          label={texts.preview}
        />
      </ul>
    </nav>
  );
}

interface TabLinkProps extends Pick<LinkProps, "to" | "params"> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isExact?: boolean;
}

function TabLink({ icon: Icon, label, isExact = false, ...link }: TabLinkProps): ReactNode {
  return (
    <li>
      <Link
        {...link}
        activeOptions={{ exact: isExact }}
        className="flex min-h-11 items-center gap-2 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-soft -outline-offset-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
      >
        {({ isActive }) => (
          <>
            <Icon aria-hidden="true" className="size-4" />
            <TabLabel isActive={isActive}>{label}</TabLabel>
          </>
        )}
      </Link>
    </li>
  );
}

interface TabLabelProps {
  readonly isActive: boolean;
  readonly children: string;
}

/** Brings its tab into sight when that becomes the present one: on phones the row is wider than the screen. */
function TabLabel({ isActive, children }: TabLabelProps): ReactNode {
  const label = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (isActive && label.current) showInRow(label.current);
  }, [isActive]);
  return <span ref={label}>{children}</span>;
}

/** Scrolls the row alone: the page itself stays where it is. */
function showInRow(label: HTMLElement): void {
  const [tab, row] = [label.closest("a"), label.closest("nav")];
  if (tab && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
