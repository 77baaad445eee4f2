import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatTime } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { ShortageNotice } from "./ShortageNotice.tsx";
import type { Progress } from "./progress.ts";
import { shortageOf } from "./refusal.ts";
import { submitOrder } from "./submit-order.ts";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";

export interface RefusalNoticeProps {
  readonly event: Event;
  readonly order: OrderForm;
  readonly refused: Extract<Progress, { step: "refused" }>;
}

/** Exactly why an order was refused, and what is still possible. */
export function RefusalNotice({ event, order, refused }: RefusalNoticeProps): ReactNode {
  const { refusal } = useTexts("ordering");
  const { tickets } = useTexts("events").order;
  const say = useSaying();
  const { error } = refused;
  const shortage = shortageOf(error, { ...refused, event, availability: order.availability });
  if (shortage !== null) {
    return <ShortageNotice shortage={shortage} order={order} />;
  }
  const { title, text } = say(refused, event);
  const canReserve = error.reason === "LIMIT_REACHED" && order.count > 0;
  return (
    <Notice
      tone="bad"
      live="alert"
      title={title}
      actions={
        canReserve && (
          <Button variant="primary" onClick={() => submitOrder(order)}>
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

function useSaying(): (refused: RefusalNoticeProps["refused"], event: Event) => Said {
  const { refusal: texts } = useTexts("ordering");
  const { opens, endedAt } = useTexts("events");
  const locale = useLocale();
  return ({ error }, event) => {
    const { reason, details } = error;
    if (reason === "LIMIT_REACHED") {
      const name = event.ticketTypes.find(({ id }) => id === details.ticketTypeId)?.name ?? "";
      return { title: texts.limit(details.max, name), text: texts.limitText(details.max) };
    }
    if (reason === "SALES_NOT_STARTED") {
      const at = formatTime(details.at, locale, "short");
      return { title: texts.notStarted, text: opens.at(at) };
    }
    if (reason === "SALES_ENDED") {
      return { title: texts.ended, text: endedAt(formatTime(details.at, locale, "short")) };
    }
    if (reason === "EVENT_NOT_ON_SALE") {
      return { title: texts.notOnSale, text: texts.notOnSaleText };
    }
    if (reason === "NOT_FOUND") return { title: texts.gone, text: texts.goneText };
    if (reason === "INVALID_INPUT") return { title: texts.input };
    return { title: texts.failed, text: texts.failedText };
  };
}
