import type { ReactNode } from "react";

import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventState } from "./ticket-state.ts";

/** Why nothing of an event can be bought now, where that is so. */
export function WholeEventNotice({ state }: { readonly state: EventState }): ReactNode {
  const { whole, opens } = useTexts("events");
  switch (state.kind) {
    case "cancelled":
      return (
        <Notice tone="bad" title={whole.cancelled}>
          {whole.cancelledText}
        </Notice>
      );
    case "sold_out":
      return <Notice title={whole.sold_out}>{whole.sold_outText}</Notice>;
    case "ended":
      return <Notice title={whole.ended}>{whole.endedText}</Notice>;
    case "all_held":
      return (
        <Notice tone="warn" title={whole.all_held}>
          {whole.all_heldText}
        </Notice>
      );
    case "not_started":
      return <Notice title={whole.not_started}>{opens.soon}</Notice>;
    case "no_tickets":
      return <Notice title={whole.no_tickets}>{whole.no_ticketsText}</Notice>;
    case "unknown":
    case "on_sale":
    case "few_left":
      return null;
    default:
      return state satisfies never;
  }
}
