import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Quantities } from "./order.ts";
import type { Shortage } from "./refusal.ts";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";
import { useWhen } from "./use-when.ts";

interface ShortageNoticeProps {
  readonly shortage: Shortage;
  readonly order: OrderForm;
  readonly event: Event;
}

/** What was short, and what is still possible; it follows what there is. */
export function ShortageNotice({ shortage, order, event }: ShortageNoticeProps): ReactNode {
  const { refusal } = useTexts("ordering");
  const when = useWhen(event.timezone);
  const { retry, others } = shortage;
  const { title, text } = say(shortage, refusal);
  return (
    <Notice
      tone={shortage.again === null ? "bad" : "good"}
      live="alert"
      title={title}
      actions={<Offers shortage={shortage} order={order} />}
    >
      <p>{text}</p>
      {retry !== null && shortage.again === null && (
        <p>{refusal.mayReturn(when(retry.at, "clock"))}</p>
      )}
      {others.length > 0 && !shortage.again && (
        <p>{refusal.others(others.map(({ name }) => name).join(", "))}</p>
      )}
    </Notice>
  );
}

function Offers({ shortage, order }: Pick<ShortageNoticeProps, "shortage" | "order">): ReactNode {
  const { refusal } = useTexts("ordering");
  const [refusedAtMs] = useState(() => performance.now());
  const { ticketType, left, retry, takeLeft, without, again } = shortage;
  const offer = (quantities: Quantities | null, label: string, isFirst: boolean): ReactNode =>
    quantities && (
      <Button
        variant={isFirst ? "primary" : "secondary"}
        onClick={() => order.submitInstead(quantities)}
      >
        {label}
      </Button>
    );
  return (
    <>
      {offer(again, refusal.again, true)}
      {offer(takeLeft, refusal.takeLeft(left), true)}
      {retry && again === null && (
        <Button onClick={() => order.queue(ticketType.id, leftOf(retry.inMs, refusedAtMs))}>
          {refusal.waitFor}
        </Button>
      )}
      {again === null && offer(without, refusal.withoutIt, false)}
    </>
  );
}

/** What is left of a wait that began at an instant of `performance.now()`. */
function leftOf(waitMs: number, begunAtMs: number): number {
  return Math.max(0, begunAtMs + waitMs - performance.now());
}

function say(
  { ticketType: { name }, left, wanted, retry, again }: Shortage,
  refusal: Texts<"ordering">["refusal"],
): { readonly title: string; readonly text: string } {
  if (again !== null) return { title: refusal.back(name), text: refusal.backText };
  if (left > 0) {
    return { title: refusal.onlyLeft(name, left), text: refusal.onlyLeftText(wanted) };
  }
  return retry === null
    ? { title: refusal.soldOut(name), text: refusal.soldOutText }
    : { title: refusal.allHeld(name), text: refusal.onlyLeftText(wanted) };
}
