import type { ReactNode } from "react";

import { ButtonLink } from "../components/ButtonLink.tsx";
import { PageHeading } from "../components/PageHeading.tsx";
import { useTexts } from "../texts/use-texts.ts";

/** There is nothing at this address, or it is not the visitor's to see. */
export function NotFoundPage(): ReactNode {
  const { notFound } = useTexts("common");
  return (
    <div className="page-width flex flex-col items-start gap-6 py-16">
      <PageHeading title={notFound.title}>
        <p className="mt-2 max-w-prose text-soft">{notFound.text}</p>
      </PageHeading>
      <ButtonLink to="/" variant="primary">
        {notFound.action}
      </ButtonLink>
    </div>
  );
}
