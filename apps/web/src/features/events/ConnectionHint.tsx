import type { LiveAvailability } from "@stampede/client/react/use-availability";
import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { useOnline } from "../../components/use-online.ts";
import { useTexts } from "../../texts/use-texts.ts";

/** How fresh the figures are that the page shows. */
export function ConnectionHint({ connection }: Pick<LiveAvailability, "connection">): ReactNode {
  const { connection: texts } = useTexts("events");
  const isOnline = useOnline();
  const isLive = isOnline && connection === "live";
  return (
    <p className="mt-1 flex items-center gap-2 text-sm text-soft noscript:hidden">
      <span
        aria-hidden="true"
        className={clsx(
          "size-2 rounded-full",
          isLive ? "animate-pulse-dot bg-accent" : "border border-edge",
        )}
      />
      {isOnline ? texts[connection] : texts.offline}
    </p>
  );
}
