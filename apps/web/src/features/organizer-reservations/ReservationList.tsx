import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { DataTable } from "../../components/DataTable.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { ReservationCards } from "./ReservationCards.tsx";
import { RowsSkeleton } from "./RowsSkeleton.tsx";
import { reservationColumns } from "./reservation-columns.tsx";
import type { Reservation } from "./reservation-filter.ts";

interface ReservationListProps {
  /** What saves them as a file. */
  readonly csv: ReactNode;
  /** Undefined before the first answer. */
  readonly reservations: readonly Reservation[] | undefined;
  readonly isFiltered: boolean;
  /** While what is shown is not yet what was asked for. */
  readonly isDimmed: boolean;
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly isFetchingMore: boolean;
  readonly onMore: () => void;
  readonly onRefresh: () => void;
  readonly onShowAll: () => void;
}

/** The reservations that were found, as a table and as a file. */
export function ReservationList(props: ReservationListProps): ReactNode {
  const { csv, reservations, isDimmed, hasMore, isFetching, isFetchingMore } = props;
  const texts = useTexts("organizerReservations");
  const count = reservations?.length ?? 0;
  return (
    <section aria-label={texts.title} className="flex flex-col gap-4">
      <div className="flex flex-col justify-between gap-3 sm:min-h-9 sm:flex-row sm:items-center">
        <p role="status" className="tabular min-h-5 text-sm text-soft">
          {reservations && texts.shown(count, hasMore)}
        </p>
        <div className="flex gap-2">
          <Button size="small" isBusy={isFetching} onClick={props.onRefresh}>
            <RefreshCw aria-hidden="true" className="size-4" />
            {texts.refresh}
          </Button>
          {csv}
        </div>
      </div>
      {reservations === undefined ? (
        <RowsSkeleton />
      ) : (
        <div className={isDimmed ? "opacity-60 transition-opacity" : undefined}>
          {count === 0 ? (
            <Nothing isFiltered={props.isFiltered} onShowAll={props.onShowAll} />
          ) : (
            <>
              <div className="max-lg:hidden">
                <DataTable
                  caption={texts.title}
                  columns={reservationColumns(texts)}
                  rows={reservations}
                  rowKey={({ id }) => id}
                />
              </div>
              <ReservationCards reservations={reservations} />
            </>
          )}
        </div>
      )}
      {hasMore && (
        <Button className="self-center" isBusy={isFetchingMore} onClick={props.onMore}>
          {texts.showMore}
        </Button>
      )}
    </section>
  );
}

function Nothing({
  isFiltered,
  onShowAll,
}: Pick<ReservationListProps, "isFiltered" | "onShowAll">): ReactNode {
  const { empty, nothingFound } = useTexts("organizerReservations");
  if (!isFiltered) return <EmptyState title={empty.title}>{empty.text}</EmptyState>;
  return (
    <EmptyState
      title={nothingFound.title}
      action={<Button onClick={onShowAll}>{nothingFound.action}</Button>}
    >
      {nothingFound.text}
    </EmptyState>
  );
}
