import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Money } from "../../components/Money.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { StateBadge } from "./StateBadge.tsx";
import { priceFrom } from "./price-from.ts";
import { ORDER_COUNT, ORDER_FORM, SHOW_TICKETS, SHOWN_WITH } from "./order-marks.ts";
import { showTickets } from "./show-tickets.ts";
import { type Event, eventStateOf, isOffered } from "./ticket-state.ts";
import { totalMark } from "./total-mark.ts";
import type { OrderForm } from "./use-order.ts";

const PART = "flex w-full min-w-0 items-center justify-between gap-3";

interface BuyBarProps {
  readonly event: Event;
  readonly order: OrderForm;
}

/** The main action of the page where its panel is not beside it: at the bottom of a phone's screen. */
export function BuyBar({ event, order }: BuyBarProps): ReactNode {
  const texts = useTexts("events");
  const locale = useLocale();
  const price = priceFrom(event, order.availability, locale, texts);
  const state = eventStateOf(event, order.availability);
  const isEmpty = order.count === 0;
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex min-h-19 items-center justify-between gap-3 border-t border-line bg-surface px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:-mx-8 md:px-8 noscript:hidden lg:hidden print:hidden">
      <div className={PART} hidden={isEmpty} {...{ [SHOWN_WITH]: "some" }}>
        <p className="flex min-w-0 flex-col">
          <span className="text-sm text-soft" {...{ [ORDER_COUNT]: "" }}>
            {texts.order.tickets(order.count)}
          </span>
          <span className="text-heading" {...totalMark(order.total.currency, locale)}>
            <Money value={order.total} />
          </span>
        </p>
        <Button
          type="submit"
          form={ORDER_FORM}
          variant="primary"
          size="large"
          isBusy={order.isBusy}
        >
          {texts.order.reserve}
        </Button>
      </div>
      <div className={PART} hidden={!isEmpty} {...{ [SHOWN_WITH]: "none" }}>
        <p className="flex min-w-0 flex-col">
          <span className="self-start">
            <StateBadge state={state} isShort />
          </span>
          {isOffered(state) && price !== null && <span className="tabular text-sm">{price}</span>}
        </p>
        <Button
          variant={isOffered(state) ? "primary" : "secondary"}
          size="large"
          onClick={showTickets}
          {...{ [SHOW_TICKETS]: "" }}
        >
          {isOffered(state) ? texts.order.choose : texts.tickets}
        </Button>
      </div>
    </div>
  );
}
