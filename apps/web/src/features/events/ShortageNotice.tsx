import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatTime } from "../../format/time.ts";
import type { Texts } from "../../texts/catalogs.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Quantities } from "./order.ts";
import type { Shortage } from "./refusal.ts";
import type { OrderForm } from "./use-order.ts";

interface ShortageNoticeProps {
  readonly shortage: Shortage;
  readonly order: OrderForm;
}

/** What was short, and what is still possible; it follows what there is. */
export function ShortageNotice({ shortage, order }: ShortageNoticeProps): ReactNode {
  const { refusal } = useTexts("ordering");
  const locale = useLocale();
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
        <p>{refusal.mayReturn(formatTime(retry.at, locale, "clock"))}</p>
      )}
      {others.length > 0 && !shortage.again && (
        <p>{refusal.others(others.map(({ name }) => name).join(", "))}</p>
      )}
    </Notice>
  );
}

function Offers({ shortage, order }: ShortageNoticeProps): ReactNode {
  const { refusal } = useTexts("ordering");
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
        <Button onClick={() => order.queue(ticketType.id, retry.inMs)}>{refusal.waitFor}</Button>
      )}
      {again === null && offer(without, refusal.withoutIt, false)}
    </>
  );
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
