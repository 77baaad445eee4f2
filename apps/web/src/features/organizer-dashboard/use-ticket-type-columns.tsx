import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { type FileColumn, figureColumns } from "./figure-columns.tsx";
import type { Figures } from "./figures.ts";

interface TicketTypeFigures extends Figures {
  readonly name: string;
}

/** The columns of a table by ticket type. */
export function useTicketTypeColumns(heading: string): readonly FileColumn<TicketTypeFigures>[] {
  const texts = useTexts("organizerDashboard");
  const locale = useLocale();
  return [
    {
      key: "name",
      heading,
      cell: ({ name }) => (
        <span className="inline-block wrap-anywhere md:w-max md:max-w-64 xl:max-w-96">{name}</span>
      ),
      sortValue: ({ name }) => name,
      csv: ({ name }) => name,
    },
    ...figureColumns<TicketTypeFigures>(texts, locale),
  ];
}
