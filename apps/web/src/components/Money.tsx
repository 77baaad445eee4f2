import type { ReactNode } from "react";

import { type MoneyAmount, formatMoney } from "../format/money.ts";
import { useLocale } from "../texts/use-texts.ts";

/** An amount of money in the language in use; `isShort` leaves the decimals of whole amounts away. */
export function Money({
  value,
  isShort = false,
}: {
  readonly value: MoneyAmount;
  readonly isShort?: boolean;
}): ReactNode {
  return (
    <span className="tabular whitespace-nowrap">{formatMoney(value, useLocale(), isShort)}</span>
  );
}
