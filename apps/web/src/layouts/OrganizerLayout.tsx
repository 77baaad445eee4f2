import { Link, type LinkProps, Outlet } from "@tanstack/react-router";
import { CalendarDays, LayoutDashboard, type LucideIcon, UserRound } from "lucide-react";
import type { ReactNode } from "react";

import { useSessionEnd } from "../features/sign-in/use-session-end.ts";
import { useTexts } from "../texts/use-texts.ts";
import { EventTabs } from "./EventTabs.tsx";

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
      className="border-line bg-paper max-md:z-20 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-56 md:shrink-0 md:border-r md:py-6 print:hidden"
    >
      <ul className="grid max-md:grid-cols-3 md:sticky md:top-22 md:gap-1 md:px-5">
        <RailLink to="/organizer" isExact icon={LayoutDashboard} label={texts.overview} />
        <RailLink to="/organizer/events" icon={CalendarDays} label={texts.events} />
        <RailLink to="/organizer/account" icon={UserRound} label={texts.account} />
      </ul>
    </nav>
  );
}

interface RailLinkProps extends Pick<LinkProps, "to" | "params"> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isExact?: boolean;
}

function RailLink({ icon: Icon, label, isExact = false, ...link }: RailLinkProps): ReactNode {
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
