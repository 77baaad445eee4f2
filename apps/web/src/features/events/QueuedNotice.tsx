import { useCountdown } from "@stampede/client/react/use-countdown";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatCountdown } from "../../format/time.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Progress } from "./progress.ts";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";
import { useQueued } from "./use-queued.ts";

interface QueuedNoticeProps {
  readonly event: Event;
  readonly order: OrderForm;
  readonly queued: Extract<Progress, { step: "queued" }>;
}

/** That an order waits for tickets which others hold, and until when; it is sent from here. */
export function QueuedNotice({ event, order, queued }: QueuedNoticeProps): ReactNode {
  useQueued(queued, order);
  const { queue } = useTexts("ordering");
  const leftMs = useCountdown(queued.ends) ?? 0;
  const name = event.ticketTypes.find(({ id }) => id === queued.ticketTypeId)?.name ?? "";
  return (
    <Notice
      tone="warn"
      live="status"
      title={queue.title(name)}
      actions={<Button onClick={order.giveUp}>{queue.stop}</Button>}
    >
      <p>{queue.text}</p>
      <p aria-hidden="true" className="tabular mt-2 text-sm font-medium">
        {queue.left} {formatCountdown(leftMs)}
      </p>
    </Notice>
  );
}
