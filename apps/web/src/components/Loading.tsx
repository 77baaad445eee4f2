import type { ReactNode } from "react";

import { useTexts } from "../texts/use-texts.ts";

/** Surrounds skeletons, and says to those who cannot see them that something is coming. */
export function Loading({ children }: { readonly children: ReactNode }): ReactNode {
  const { loading } = useTexts("common");
  return (
    <div aria-busy="true" className="animate-fade-in">
      <p role="status" className="sr-only">
        {loading}
      </p>
      {children}
    </div>
  );
}
