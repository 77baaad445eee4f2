import { Link, type LinkProps, Outlet, useParams } from "@tanstack/react-router";
import {
  ChartColumn,
  CalendarDays,
  Eye,
  LayoutDashboard,
  type LucideIcon,
  Pencil,
  ReceiptText,
  ScanLine,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";

import { useSessionEnd } from "../features/sign-in/use-session-end.ts";
import { useTexts } from "../texts/use-texts.ts";

/** What surrounds an organizer's pages: a rail on desktops, tabs at the bottom on phones. */
export function OrganizerLayout(): ReactNode {
  useSessionEnd();
  return (
    <div className="mx-auto flex w-full max-w-wide grow">
      <Rail />
      <div className="flex min-w-0 grow flex-col gap-6 px-4 py-6 max-md:pb-24 md:px-8 md:py-8">
        <EventTabs />
        <Outlet />
      </div>
    </div>
  );
}

function Rail(): ReactNode {
  const texts = useTexts("organizer");
  return (
    <nav
      aria-label={texts.navigation}
      className="z-20 border-line bg-paper max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-56 md:shrink-0 md:border-r md:py-6 print:hidden"
    >
      <ul className="grid max-md:grid-cols-3 md:sticky md:top-22 md:gap-1 md:px-5">
        <RailLink to="/organizer" isExact icon={LayoutDashboard} label={texts.overview} />
        <RailLink to="/organizer/events" icon={CalendarDays} label={texts.events} />
        <RailLink to="/organizer/account" icon={UserRound} label={texts.account} />
      </ul>
    </nav>
  );
}

interface NavLinkProps extends Pick<LinkProps, "to" | "params"> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isExact?: boolean;
}

function RailLink({ icon: Icon, label, isExact = false, ...link }: NavLinkProps): ReactNode {
  return (
    <li>
      <Link
        {...link}
        activeOptions={{ exact: isExact }}
        className="flex min-h-14 flex-col items-center justify-center gap-1 rounded-control px-3 text-xs font-medium text-soft transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:text-ink md:min-h-11 md:flex-row md:justify-start md:gap-3 md:text-base md:aria-[current=page]:bg-sunken"
      >
        <Icon aria-hidden="true" className="size-5" />
        {label}
      </Link>
    </li>
  );
}

/** The pages of the event that the address is about. */
function EventTabs(): ReactNode {
  const texts = useTexts("organizer");
  const { eventId } = useParams({ strict: false });
  if (eventId === undefined) return null;
  const params = { eventId };
  return (
    <nav
      aria-label={texts.eventNavigation}
      className="-mx-4 overflow-x-auto px-4 md:mx-0 md:px-0 print:hidden"
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

function TabLink({ icon: Icon, label, isExact = false, ...link }: NavLinkProps): ReactNode {
  return (
    <li>
      <Link
        {...link}
        activeOptions={{ exact: isExact }}
        className="-mb-px flex min-h-11 items-center gap-2 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-soft hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
      >
        <Icon aria-hidden="true" className="size-4" />
        {label}
      </Link>
    </li>
  );
}
