import { Link, Outlet, useMatch } from "@tanstack/react-router";
import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { ConnectionBanner } from "../components/ConnectionBanner.tsx";
import { LanguageSwitch } from "../components/LanguageSwitch.tsx";
import { ThemeSwitch } from "../components/ThemeSwitch.tsx";
import { useTexts } from "../texts/use-texts.ts";
import { Logo } from "./Logo.tsx";

/** What surrounds every page: the header, what is wrong with the connection, the footer. */
export function SiteLayout(): ReactNode {
  // The organizer's pages use the whole width, and have their own way around.
  const isOrganizer = useMatch({ from: "/organizer", shouldThrow: false }) !== undefined;
  return (
    <>
      <SkipLink />
      <Header isWide={isOrganizer} />
      <ConnectionBanner />
      <main
        id="content"
        tabIndex={-1}
        // Never shorter than the screen, so that whatever comes and goes does not move the footer.
        className="flex min-h-[calc(100dvh-4rem)] grow flex-col print:min-h-0"
      >
        <Outlet />
      </main>
      {!isOrganizer && <Footer />}
    </>
  );
}

function SkipLink(): ReactNode {
  const { skipToContent } = useTexts("common");
  return (
    <a
      href="#content"
      onClick={(event) => {
        // The fragment of a reservation's page holds its token and must stay.
        event.preventDefault();
        document.querySelector<HTMLElement>("#content")?.focus();
      }}
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-ink px-4 py-3 font-semibold text-paper focus:translate-y-0"
    >
      {skipToContent}
    </a>
  );
}

function Header({ isWide }: { readonly isWide: boolean }): ReactNode {
  const texts = useTexts("common");
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-paper print:hidden">
      <div
        className={clsx(
          "flex h-16 items-center gap-2 sm:gap-4",
          isWide ? "wide-width" : "page-width",
        )}
      >
        <Link to="/" className="-ml-1 flex min-h-11 items-center gap-2 rounded-control px-1">
          <Logo />
          <span className="text-lg font-bold tracking-tight">{texts.siteName}</span>
        </Link>
        <nav aria-label={texts.mainNavigation} className="ml-4 hidden gap-1 sm:flex">
          <HeaderLink to="/">{texts.events}</HeaderLink>
          <HeaderLink to="/organizer">{texts.forOrganizers}</HeaderLink>
        </nav>
        <div className="ml-auto flex items-center noscript:hidden">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

function HeaderLink({
  to,
  children,
}: {
  readonly to: "/" | "/organizer";
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      className="inline-flex min-h-11 items-center rounded-control px-3 font-medium text-soft transition-colors hover:text-ink aria-[current=page]:text-ink"
    >
      {children}
    </Link>
  );
}

function Footer(): ReactNode {
  const texts = useTexts("common");
  return (
    <footer className="mt-16 border-t border-line print:hidden">
      <div className="page-width flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-6 text-sm text-soft">
        <p>
          {texts.siteName} · {texts.footerNote}
        </p>
        <Link to="/organizer" className="inline-flex min-h-11 items-center hover:text-ink">
          {texts.forOrganizers}
        </Link>
      </div>
    </footer>
  );
}
