import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Notice } from "../../components/Notice.tsx";
import { type MoneyAmount, formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";

/** That an order costs something else than the page on which it was made said. */
export function PriceNotice({ total }: { readonly total: MoneyAmount }): ReactNode {
  const { priceChanged } = useTexts("reservation");
  const locale = useLocale();
  const shownTotal = useLocation({ select: ({ state }) => state.shownTotal });
  if (shownTotal === undefined || shownTotal === total.amount) return null;
  const before = formatMoney({ ...total, amount: shownTotal }, locale);
  return <Notice tone="warn">{priceChanged(before, formatMoney(total, locale))}</Notice>;
}
