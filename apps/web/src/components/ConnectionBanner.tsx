import { type AnyStampedeError, isStampedeError } from "@stampede/client/errors";
import { useQueryClient } from "@tanstack/react-query";
import { CloudOff, Hourglass } from "lucide-react";
import { type ReactNode, useCallback, useSyncExternalStore } from "react";

import type { Texts } from "../texts/catalogs.ts";
import { onRetriedCalls, retryReason } from "../retried-calls.ts";
import { useTexts } from "../texts/use-texts.ts";
import { useOnline } from "./use-online.ts";

type Waiting = keyof Texts<"common">["waiting"];

const WAITED_FOR = [
  "NETWORK",
  "RATE_LIMITED",
  "OVERLOADED",
  "UNAVAILABLE",
] as const satisfies Waiting[];

/** Says that the device is offline, or that what is asked for is being asked for again. */
export function ConnectionBanner(): ReactNode {
  const { offline, waiting } = useTexts("common");
  const isOnline = useOnline();
  const reason = useWaitingFor();
  const text = !isOnline ? offline : reason !== null && waiting[reason];
  const Icon = isOnline ? Hourglass : CloudOff;
  return (
    // Below the header and over the page, so that nothing moves when it comes and goes.
    <div role="status" className="pointer-events-none sticky top-16 z-20 h-0 print:hidden">
      {text && (
        <div className="page-width animate-fade-in-late pt-2">
          <p className="mx-auto flex w-fit items-center gap-3 rounded-card bg-warn-soft px-4 py-2.5 text-sm font-medium text-warn shadow-overlay">
            <Icon aria-hidden="true" className="size-5 shrink-0" />
            {text}
          </p>
        </div>
      )}
    </div>
  );
}

/** Why something that somebody waits for is being tried again, or null. */
function useWaitingFor(): Waiting | null {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [cache.subscribe(listener), onRetriedCalls(listener)];
      return () => ends.forEach((end) => end());
    },
    [cache],
  );
  const read = (): Waiting | null => {
    const failing = cache.getAll().find(({ state }) => {
      return state.fetchStatus === "fetching" && state.fetchFailureCount > 0;
    });
    const reason: unknown = retryReason() ?? failing?.state.fetchFailureReason;
    return isStampedeError(reason) ? waitingOf(reason) : null;
  };
  return useSyncExternalStore(subscribe, read, read);
}

function waitingOf({ reason }: AnyStampedeError): Waiting | null {
  return WAITED_FOR.find((waited) => waited === reason) ?? null;
}
