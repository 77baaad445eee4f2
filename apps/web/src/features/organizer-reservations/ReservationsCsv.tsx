import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { saveCsv } from "../../components/save-csv.ts";
import { formatNumber } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { reservationCsvColumns } from "./reservation-columns.tsx";
import type { ReservationFilter } from "./reservation-filter.ts";
import { ROWS_MAX, fetchReservations } from "./reservations-query.ts";

interface ReservationsCsvProps {
  readonly eventId: string;
  readonly slug: string;
  readonly filter: ReservationFilter;
}

/** Saves all the reservations that were found, those that the list does not show yet as well. */
export function ReservationsCsv({ eventId, slug, filter }: ReservationsCsvProps): ReactNode {
  const texts = useTexts("organizerReservations");
  const locale = useLocale();
  const server = useServer();
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: async () => {
      const found = await fetchReservations(queryClient, server, eventId, filter);
      saveCsv(`${slug}-${texts.file}`, reservationCsvColumns(texts), found.rows, locale);
      return found;
    },
  });
  return (
    <div className="flex flex-col items-start gap-1 sm:items-end">
      <Button
        size="small"
        aria-label={texts.csvOf(texts.title)}
        isBusy={saving.isPending}
        onClick={() => saving.mutate()}
      >
        <Download aria-hidden="true" className="size-4" />
        {texts.csv}
      </Button>
      <p role="status" className="text-sm text-soft empty:sr-only">
        {saving.data?.hasMore === true && texts.csvCut(formatNumber(ROWS_MAX, locale))}
      </p>
      {saving.isError && (
        <p role="alert" className="text-sm text-bad">
          {texts.csvFailed}
        </p>
      )}
    </div>
  );
}
