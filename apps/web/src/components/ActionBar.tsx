import type { ReactNode } from "react";

/** The main action of a page: at the bottom of the screen on phones, where it stands on desktops. */
export function ActionBar({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex items-center gap-3 border-t border-line bg-surface px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:static md:mx-0 md:border-0 md:bg-transparent md:p-0 print:hidden">
      {children}
    </div>
  );
}
