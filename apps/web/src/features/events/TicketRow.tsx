import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { Money } from "../../components/Money.tsx";
import { Stepper } from "../../components/Stepper.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { StateBadge } from "./StateBadge.tsx";
import { StateDetail } from "./StateDetail.tsx";
import type { Limit } from "./limits.ts";
import { LINES_MAX } from "./order.ts";
import { TICKET_CONTROL } from "./order-marks.ts";
import { type Event, isOffered } from "./ticket-state.ts";
import type { Line, OrderForm } from "./use-order.ts";

interface TicketRowProps {
  readonly event: Event;
  readonly line: Line;
  readonly order: OrderForm;
}

/** A ticket type: what it is, what it costs, how many there are, and how many of them one wants. */
export function TicketRow({ event, line, order }: TicketRowProps): ReactNode {
  const texts = useTexts("events");
  const { ticketType, state, limit, chosen, quantity } = line;
  const isWaited = order.progress.step === "queued" && quantity > 0;
  return (
    <li className={clsx("flex gap-3 py-4 last:pb-0", isOffered(state) && "min-h-26")}>
      <div className="flex min-w-0 grow flex-col items-start gap-1">
        <h3 className="font-semibold wrap-anywhere hyphens-auto">{ticketType.name}</h3>
        <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
          <p>{ticketType.price.amount === 0 ? texts.free : <Money value={ticketType.price} />}</p>
          <StateBadge state={event.status === "cancelled" ? { kind: "cancelled" } : state} />
        </div>
        {ticketType.description !== "" && (
          <p className="text-sm whitespace-pre-line text-soft">{ticketType.description}</p>
        )}
        {event.status === "published" && (
          <StateDetail
            state={state}
            ticketType={ticketType}
            event={event}
            asOf={order.availability?.asOf}
          />
        )}
        {chosen > quantity && limit.why === "left" && event.status === "published" && (
          <p className="text-sm font-medium text-warn">{texts.limit.changed(chosen, quantity)}</p>
        )}
      </div>
      {(isOffered(state) || isWaited) && (
        <div
          className="w-35 shrink-0 text-right noscript:hidden"
          {...{ [TICKET_CONTROL]: ticketType.price.amount }}
        >
          <Stepper
            label={ticketType.name}
            value={quantity}
            max={limit.max}
            maxReason={limitText(limit, texts)}
            isDisabled={order.isBusy || order.progress.step === "queued"}
            onChange={(wanted) => order.choose(ticketType.id, wanted)}
          />
        </div>
      )}
    </li>
  );
}

function limitText({ max, why }: Limit, { limit }: Texts<"events">): string {
  if (why === "left") return limit.left(max);
  return why === "lines" ? limit.lines(LINES_MAX) : limit.perReservation(max);
}
