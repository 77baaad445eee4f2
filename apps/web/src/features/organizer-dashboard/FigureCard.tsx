import type { ReactNode } from "react";

import { Meter } from "../../components/Meter.tsx";
import { Money } from "../../components/Money.tsx";
import { formatNumber, formatShare } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { type Figures, sellThrough } from "./figures.ts";

interface FigureCardProps {
  readonly name: ReactNode;
  readonly figures: Figures;
}

/** The figures of one thing on a phone: as little height as they can be read in. */
export function FigureCard({ name, figures }: FigureCardProps): ReactNode {
  const texts = useTexts("organizerDashboard");
  const locale = useLocale();
  const count = (value: number): string => formatNumber(value, locale);
  const { sold, held, available, capacity, revenue } = figures;
  return (
    <div className="flex flex-col gap-1.5 p-4">
      <div className="flex items-center justify-between gap-4">
        <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
        <span className="font-semibold">
          <Money value={revenue} />
        </span>
      </div>
      <Meter
        label={texts.sellThrough}
        max={capacity}
        parts={[
          { kind: "sold", value: sold },
          { kind: "held", value: held },
        ]}
        text={texts.meter(count(sold), count(held), count(capacity))}
      />
      <p className="tabular flex flex-wrap justify-between gap-x-4 text-sm text-soft">
        <span>
          {texts.compact(count(sold), count(capacity), formatShare(sellThrough(figures), locale))}
        </span>
        <span>{texts.compactRest(count(held), count(available))}</span>
      </p>
    </div>
  );
}
