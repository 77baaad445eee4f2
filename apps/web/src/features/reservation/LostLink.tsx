import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";

/** The link to a reservation has no token, or one that does not fit: what to do about it. */
export function LostLink({ kind }: { readonly kind: "missing" | "wrong" }): ReactNode {
  const { lost, allEvents } = useTexts("reservation");
  const { title, text } = lost[kind];
  return (
    <div className="page-width flex flex-col items-start gap-6 py-16">
      <PageHeading title={title}>
        <div className="mt-2 flex max-w-prose flex-col gap-3 text-soft">
          <p>{text}</p>
          <p>{lost.what}</p>
        </div>
      </PageHeading>
      <ButtonLink to="/" variant="primary">
        {allEvents}
      </ButtonLink>
    </div>
  );
}
