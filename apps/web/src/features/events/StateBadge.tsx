import type { ReactNode } from "react";

import { Badge, type Tone } from "../../components/Badge.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { formatNumber } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "./ticket-state.ts";

const TONES: Record<EventState["kind"], Tone> = {
  unknown: "neutral",
  on_sale: "good",
  few_left: "warn",
  all_held: "warn",
  sold_out: "bad",
  not_started: "neutral",
  ended: "neutral",
  cancelled: "bad",
  no_tickets: "neutral",
};

interface StateBadgeProps {
  readonly state: EventState;
  /** Says of many that there are some, and not how many. */
  readonly isShort?: boolean;
}

/** A state in a word or two; its place is kept while it is not known. */
export function StateBadge({ state, isShort = false }: StateBadgeProps): ReactNode {
  const texts = useTexts("events");
  const locale = useLocale();
  if (state.kind === "unknown") {
    return (
      <>
        <Skeleton className="h-6 w-24 rounded-full" />
        <span className="sr-only">{texts.state.unknown}</span>
      </>
    );
  }
  return (
    <Badge tone={TONES[state.kind]}>
      <span className="tabular">{stateText(state, { texts, locale, isShort })}</span>
    </Badge>
  );
}

/** A state in a word or two. */
export function stateText(
  state: EventState,
  {
    texts: { state: texts },
    locale,
    isShort = false,
  }: { readonly texts: Texts<"events">; readonly locale: Locale; readonly isShort?: boolean },
): string {
  if (state.kind === "few_left") return texts.few_left(state.available);
  if (state.kind !== "on_sale") return texts[state.kind];
  return isShort ? texts.on_sale_short : texts.on_sale(formatNumber(state.available, locale));
}
