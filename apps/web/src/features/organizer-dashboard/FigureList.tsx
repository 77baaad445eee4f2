import type { ReactNode } from "react";

import { Figure } from "../../components/Figure.tsx";
import { Money } from "../../components/Money.tsx";
import { formatNumber, formatShare } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { type Figures, sellThrough } from "./figures.ts";

/** The figures of everything taken together, large. */
export function FigureList({
  label,
  figures,
}: {
  readonly label: string;
  readonly figures: Figures;
}): ReactNode {
  const texts = useTexts("organizerDashboard");
  const locale = useLocale();
  const count = (value: number): string => formatNumber(value, locale);
  return (
    <section aria-label={label}>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 2xl:grid-cols-6">
        <Figure label={texts.revenue} value={<Money value={figures.revenue} />} isWide />
        <Figure
          label={texts.sold}
          value={count(figures.sold)}
          detail={texts.ofCapacity(count(figures.capacity))}
        />
        <Figure label={texts.sellThrough} value={formatShare(sellThrough(figures), locale)} />
        <Figure label={texts.held} value={count(figures.held)} />
        <Figure label={texts.available} value={count(figures.available)} />
      </dl>
    </section>
  );
}
