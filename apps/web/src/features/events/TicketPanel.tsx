import type { LiveAvailability } from "@stampede/client/react/use-availability";
import { clsx } from "clsx/lite";
import { type ReactNode, useId } from "react";

import { Button } from "../../components/Button.tsx";
import { Money } from "../../components/Money.tsx";
import { formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { BuyerFields } from "./BuyerFields.tsx";
import { ConnectionHint } from "./ConnectionHint.tsx";
import { LiveUpdates } from "./LiveUpdates.tsx";
import { OrderProgress } from "./OrderProgress.tsx";
import { TicketRow } from "./TicketRow.tsx";
import { WholeEventNotice } from "./WholeEventNotice.tsx";
import { ORDER_COUNT, ORDER_FORM } from "./order-marks.ts";
import { submitOrder } from "./submit-order.ts";
import { type Event, eventStateOf, isOffered } from "./ticket-state.ts";
import { totalMark } from "./total-mark.ts";
import type { OrderForm } from "./use-order.ts";

interface TicketPanelProps {
  readonly event: Event;
  readonly order: OrderForm;
  readonly connection: LiveAvailability["connection"];
}

/** An event's tickets: what there is of them, live, and the form that reserves them. */
export function TicketPanel({ event, order, connection }: TicketPanelProps): ReactNode {
  const texts = useTexts("events");
  const headingId = useId();
  const state = eventStateOf(event, order.availability);
  // What the buyer has begun stays there, whatever others take meanwhile.
  const hasBegun = isOffered(state) || order.lines.some(({ chosen }) => chosen > 0);
  const canOrder = order.progress.step !== "idle" || (hasBegun && event.status !== "cancelled");
  return (
    <section aria-labelledby={headingId} className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
      <form
        id={ORDER_FORM}
        // Where no script takes it, nobody's name gets into an address.
        method="post"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submitOrder(order);
        }}
        className="flex flex-col rounded-card border border-line bg-surface [&_button]:scroll-mb-28 [&_input]:scroll-mb-28 lg:[&_button]:scroll-mb-60 lg:[&_input]:scroll-mb-60"
      >
        <div className="flex flex-col gap-4 p-4 sm:p-6">
          <div>
            <h2 id={headingId} tabIndex={-1} className="scroll-mt-24 text-title">
              {texts.tickets}
            </h2>
            {event.status === "published" && <ConnectionHint connection={connection} />}
          </div>
          <WholeEventNotice state={state} />
          <ul className="flex flex-col divide-y divide-line border-t border-line">
            {order.lines.map((line) => (
              <TicketRow key={line.ticketType.id} event={event} line={line} order={order} />
            ))}
          </ul>
          {canOrder && <BuyerFields order={order} />}
          {event.status !== "cancelled" && <LiveUpdates lines={order.lines} />}
        </div>
        {canOrder && <Summary event={event} order={order} />}
      </form>
    </section>
  );
}

function Summary({ event, order }: Pick<TicketPanelProps, "event" | "order">): ReactNode {
  const texts = useTexts("events").order;
  const locale = useLocale();
  const mark = totalMark(order.total.currency, locale);
  return (
    <div className="flex flex-col gap-3 noscript:hidden rounded-b-card border-t border-line bg-surface p-4 sm:px-6 sm:py-5 lg:sticky lg:bottom-0">
      <OrderProgress event={event} order={order} />
      {(order.fault === "no_tickets" || (order.fault === "changed" && order.count > 0)) && (
        <p role="alert" tabIndex={-1} className="scroll-mb-28 text-sm font-medium text-bad">
          {order.fault === "changed"
            ? texts.changed(texts.tickets(order.count), formatMoney(order.total, locale))
            : texts.chooseFirst}
        </p>
      )}
      <p className="flex items-baseline justify-between gap-4">
        <span>
          {texts.total}{" "}
          <span className="text-soft">
            · <span {...{ [ORDER_COUNT]: "" }}>{texts.tickets(order.count)}</span>
          </span>
        </span>
        <output className="text-title" {...mark}>
          <Money value={order.total} />
        </output>
      </p>
      <Button
        type="submit"
        variant="primary"
        size="large"
        isWide
        isBusy={order.isBusy}
        className="max-lg:hidden"
      >
        {texts.reserve}
      </Button>
      {/* What nothing is chosen of is not held; its place stays. */}
      <p className={clsx("text-sm text-soft", order.count === 0 && "invisible")}>{texts.promise}</p>
    </div>
  );
}
