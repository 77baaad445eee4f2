import type { Outputs } from "@stampede/client/api";
import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { CsvButton } from "../../components/CsvButton.tsx";
import { Figure } from "../../components/Figure.tsx";
import { formatNumber, formatShare } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { TableBehind } from "./TableBehind.tsx";
import type { FileColumn } from "./figure-columns.tsx";
import { type FunnelStep, funnelSteps } from "./funnel-steps.ts";

const SHARE_DIGITS = 4;
const MINUTE_S = 60;

const COLORS: Record<FunnelStep["key"], string> = {
  requested: "bg-ink",
  refused: "bg-bad-solid",
  reserved: "bg-accent",
  open: "bg-warn",
  expired: "bg-edge",
  cancelled: "bg-edge",
  paid: "bg-good",
  refunded: "bg-edge",
};

interface FunnelSectionProps {
  readonly slug: string;
  readonly funnel: Outputs["statistics"]["funnel"];
}

/** What became of those who asked for tickets, and how long those who paid took. */
export function FunnelSection({ slug, funnel }: FunnelSectionProps): ReactNode {
  const texts = useTexts("organizerDashboard");
  const locale = useLocale();
  const steps = funnelSteps(funnel);
  const columns = funnelColumns(texts, locale);
  return (
    <section className="flex flex-col gap-4">
      <div className="flex items-end justify-between gap-4">
        <div>
          <h2 className="text-heading">{texts.funnel.title}</h2>
          <p className="text-sm text-soft">{texts.funnel.hint}</p>
        </div>
        <CsvButton
          label={texts.csvOf(texts.funnel.title)}
          name={`${slug}-${texts.dashboard.files.funnel}`}
          columns={columns}
          rows={steps}
        >
          {texts.csv}
        </CsvButton>
      </div>
      <FunnelFigures funnel={funnel} />
      {funnel.requested === 0 ? (
        <p className="rounded-card border border-line bg-surface p-4 text-soft sm:p-6">
          {texts.funnel.nothing}
        </p>
      ) : (
        <ol className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4 sm:p-6">
          {steps.map((step) => (
            <Step key={step.key} step={step} />
          ))}
        </ol>
      )}
      <TableBehind
        caption={texts.funnel.title}
        columns={columns}
        rows={steps}
        rowKey={({ key }) => key}
      />
    </section>
  );
}

function FunnelFigures({ funnel }: Pick<FunnelSectionProps, "funnel">): ReactNode {
  const { funnel: texts } = useTexts("organizerDashboard");
  const locale = useLocale();
  const { conversion, refused, medianSecondsToPay: median } = funnel;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        label={texts.conversion}
        value={formatShare(conversion, locale)}
        detail={texts.conversionDetail}
      />
      <Figure
        label={texts.lostDemand}
        value={formatNumber(refused, locale)}
        detail={texts.lostDemandDetail}
      />
      <Figure
        label={texts.median}
        value={median === null ? "–" : duration(median, texts)}
        detail={median === null && texts.noMedian}
        isWide
      />
    </dl>
  );
}

function duration(seconds: number, { duration: format }: Texts<"organizerDashboard">["funnel"]) {
  const whole = Math.round(seconds);
  return format(Math.floor(whole / MINUTE_S), whole % MINUTE_S);
}

function Step({ step }: { readonly step: FunnelStep }): ReactNode {
  const { funnel: texts } = useTexts("organizerDashboard");
  const locale = useLocale();
  return (
    <li className={clsx("flex flex-col gap-1.5", step.isPart && "pl-5 sm:pl-8")}>
      <div className="flex items-baseline justify-between gap-4">
        <span className={step.isPart ? "text-sm text-soft" : "font-medium"}>
          {texts.steps[step.key]}
        </span>
        <span className="tabular text-sm whitespace-nowrap">
          <span className={clsx(!step.isPart && "text-base font-semibold")}>
            {formatNumber(step.requests, locale)}
          </span>
          <span className="inline-block min-w-16 text-right text-soft">
            {formatShare(step.share, locale)}
          </span>
        </span>
      </div>
      <div
        aria-hidden="true"
        className={clsx("rounded-full bg-sunken", step.isPart ? "h-1.5" : "h-3")}
      >
        <div
          className={clsx("h-full rounded-full", COLORS[step.key])}
          style={{ width: `${100 * step.share}%` }}
        />
      </div>
    </li>
  );
}

function funnelColumns(
  { funnel: texts }: Texts<"organizerDashboard">,
  locale: Locale,
): readonly FileColumn<FunnelStep>[] {
  return [
    {
      key: "step",
      heading: texts.step,
      cell: ({ key }) => texts.steps[key],
      csv: ({ key }) => texts.steps[key],
    },
    {
      key: "requests",
      heading: texts.requests,
      isNumber: true,
      cell: ({ requests }) => formatNumber(requests, locale),
      csv: ({ requests }) => requests,
    },
    {
      key: "share",
      heading: texts.share,
      isNumber: true,
      cell: ({ share }) => formatShare(share, locale),
      csv: ({ share }) => Number(share.toFixed(SHARE_DIGITS)),
    },
  ];
}
