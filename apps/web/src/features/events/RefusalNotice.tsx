import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { ShortageNotice } from "./ShortageNotice.tsx";
import type { Progress } from "./progress.ts";
import { shortageOf } from "./refusal.ts";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";
import { useWhen } from "./use-when.ts";

export interface RefusalNoticeProps {
  readonly event: Event;
  readonly order: OrderForm;
  readonly refused: Extract<Progress, { step: "refused" }>;
}

/** Exactly why an order was refused, and what is still possible. */
export function RefusalNotice({ event, order, refused }: RefusalNoticeProps): ReactNode {
  const { refusal } = useTexts("ordering");
  const { tickets } = useTexts("events").order;
  const say = useSaying(event);
  const { error } = refused;
  const shortage = shortageOf(error, { ...refused, event, availability: order.availability });
  if (shortage !== null) {
    return <ShortageNotice key={refused.order.idempotencyKey} {...{ shortage, order, event }} />;
  }
  const { title, text } = say(refused);
  const shown = Object.fromEntries(
    order.lines.map(({ ticketType, quantity }) => [ticketType.id, quantity]),
  );
  const canReserve = error.reason === "LIMIT_REACHED" && order.count > 0;
  return (
    <Notice
      tone="bad"
      live="alert"
      title={title}
      actions={
        canReserve && (
          <Button variant="primary" onClick={() => order.submitInstead(shown)}>
            {refusal.reserveNow(tickets(order.count))}
          </Button>
        )
      }
    >
      {text}
    </Notice>
  );
}

interface Said {
  readonly title: string;
  readonly text?: string;
}

function useSaying(event: Event): (refused: RefusalNoticeProps["refused"]) => Said {
  const { refusal: texts } = useTexts("ordering");
  const { opens, endedAt } = useTexts("events");
  const when = useWhen(event.timezone);
  return ({ error }) => {
    const { reason, details } = error;
    if (reason === "LIMIT_REACHED") {
      const name = event.ticketTypes.find(({ id }) => id === details.ticketTypeId)?.name ?? "";
      return { title: texts.limit(details.max, name), text: texts.limitText(details.max) };
    }
    if (reason === "SALES_NOT_STARTED") {
      return { title: texts.notStarted, text: opens.at(when(details.at)) };
    }
    if (reason === "SALES_ENDED") {
      return { title: texts.ended, text: endedAt(when(details.at)) };
    }
    if (reason === "EVENT_NOT_ON_SALE") {
      return { title: texts.notOnSale, text: texts.notOnSaleText };
    }
    if (reason === "NOT_FOUND") return { title: texts.gone, text: texts.goneText };
    if (reason === "INVALID_INPUT") return { title: texts.input };
    return { title: texts.failed, text: texts.failedText };
  };
}
