import { useMatch } from "@tanstack/react-router";
import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { ButtonLink } from "../components/ButtonLink.tsx";
import { PageHeading } from "../components/PageHeading.tsx";
import { useTexts } from "../texts/use-texts.ts";

/** There is nothing at this address, or it is not the visitor's to see. */
export function NotFoundPage(): ReactNode {
  const { notFound } = useTexts("common");
  const isOrganizer = useMatch({ from: "/organizer", shouldThrow: false }) !== undefined;
  return (
    <div
      className={clsx("flex flex-col items-start gap-6", isOrganizer ? "py-4" : "page-width py-16")}
    >
      <PageHeading title={notFound.title}>
        <p className="mt-2 max-w-prose text-soft">{notFound.text}</p>
      </PageHeading>
      <ButtonLink to={isOrganizer ? "/organizer/events" : "/"} variant="primary">
        {isOrganizer ? notFound.organizerAction : notFound.action}
      </ButtonLink>
    </div>
  );
}
