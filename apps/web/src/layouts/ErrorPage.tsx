import { isStampedeError, isTransient } from "@stampede/client/errors";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, useMatch, useRouter } from "@tanstack/react-router";
import { clsx } from "clsx/lite";
import { type ReactNode, useEffect, useEffectEvent } from "react";

import { Button } from "../components/Button.tsx";
import { PageHeading } from "../components/PageHeading.tsx";
import { useOnline } from "../components/use-online.ts";
import type { Texts } from "../texts/catalogs.ts";
import { useTexts } from "../texts/use-texts.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";

/** A page that could not be shown: what is known of why, and a way on. */
export function ErrorPage({ error }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const { failed, retry } = useTexts("common");
  // What surrounds an organizer's pages has margins of its own.
  const isOrganizer = useMatch({ from: "/organizer", shouldThrow: false }) !== undefined;
  const queries = useQueryErrorResetBoundary();
  useEffect(() => queries.reset(), [queries]);
  const isOnline = useOnline();
  // What is not the server's word may be a file that did not come, or of a build that is gone.
  const again = (): void => (isStampedeError(error) ? void router.invalidate() : location.reload());
  const goOn = useEffectEvent(again);
  useEffect(() => {
    const listener = (): void => goOn();
    addEventListener("online", listener);
    return () => removeEventListener("online", listener);
  }, []);

  if (isStampedeError(error) && error.reason === "NOT_FOUND") return <NotFoundPage />;
  return (
    <div
      className={clsx("flex flex-col items-start gap-6", isOrganizer ? "py-4" : "page-width py-16")}
    >
      <PageHeading title={failed.title}>
        <p role="alert" className="mt-2 max-w-prose text-soft">
          {isOnline ? reasonText(error, failed) : failed.network}
        </p>
      </PageHeading>
      {isOnline && (
        <Button variant="primary" onClick={again}>
          {retry}
        </Button>
      )}
    </div>
  );
}

function reasonText(error: unknown, failed: Texts<"common">["failed"]): string {
  if (!isStampedeError(error)) return failed.text;
  if (error.reason === "NETWORK") return failed.network;
  return isTransient(error) ? failed.busy : failed.text;
}
