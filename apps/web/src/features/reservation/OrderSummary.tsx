import { type ReactNode, useId } from "react";

import { Card } from "../../components/Card.tsx";
import { Money } from "../../components/Money.tsx";
import { type MoneyAmount, formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./use-reservation.ts";

/** What was reserved, for how much, by whom, and the code to speak of it. */
export function OrderSummary({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const texts = useTexts("reservation");
  const id = useId();
  const { items, total, code, customer } = reservation;
  return (
    <section aria-labelledby={id}>
      <Card className="flex flex-col gap-4">
        <h2 id={id} className="text-heading">
          {texts.order}
        </h2>
        <ul className="flex flex-col gap-3">
          {items.map((item) => (
            <Item key={item.ticketTypeId} item={item} />
          ))}
        </ul>
        <dl className="flex flex-col gap-4 border-t border-line pt-4">
          <div className="flex items-baseline justify-between gap-4">
            <dt className="font-semibold">{texts.total}</dt>
            <dd className="text-heading">
              <Price value={total} />
            </dd>
          </div>
          <Detail term={texts.reservationCode} value={code} isCode />
          {customer.name !== null && <Detail term={texts.holder} value={customer.name} />}
          <Detail term={texts.email} value={customer.email} />
        </dl>
      </Card>
    </section>
  );
}

function Item({ item }: { readonly item: Reservation["items"][number] }): ReactNode {
  const { each } = useTexts("reservation");
  const locale = useLocale();
  const { name, quantity, unitPrice, subtotal } = item;
  return (
    <li className="flex items-baseline justify-between gap-4">
      <span className="min-w-0 wrap-anywhere">
        <span className="tabular">{quantity} × </span>
        <bdi>{name}</bdi>
        {quantity > 1 && unitPrice.amount > 0 && (
          <span className="block text-sm text-soft">{each(formatMoney(unitPrice, locale))}</span>
        )}
      </span>
      <Price value={subtotal} />
    </li>
  );
}

function Price({ value }: { readonly value: MoneyAmount }): ReactNode {
  const { priceFree } = useTexts("reservation");
  return value.amount === 0 ? priceFree : <Money value={value} />;
}

interface DetailProps {
  readonly term: string;
  readonly value: string;
  readonly isCode?: boolean;
}

function Detail({ term, value, isCode = false }: DetailProps): ReactNode {
  return (
    <div>
      <dt className="text-sm text-soft">{term}</dt>
      <dd className={isCode ? "font-mono text-lg tracking-wide" : "[overflow-wrap:anywhere]"}>
        {value}
      </dd>
    </div>
  );
}
