import type { ReactNode } from "react";

import { SearchField } from "../../components/SearchField.tsx";
import { Select } from "../../components/Select.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type ReservationFilter, type ReservationStatus, STATUSES } from "./reservation-filter.ts";

interface ReservationFiltersProps {
  readonly filter: ReservationFilter;
  /** Called with an empty text when the search is cleared. */
  readonly onSearch: (text: string) => void;
  readonly onStatus: (status: ReservationStatus | undefined) => void;
}

/** Narrows the list down by what is typed and by state. */
export function ReservationFilters(props: ReservationFiltersProps): ReactNode {
  const { filter, onSearch, onStatus } = props;
  const texts = useTexts("organizerReservations");
  return (
    <search className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_16rem]">
      <SearchField
        label={texts.search}
        hint={texts.searchHint}
        value={filter.search ?? ""}
        onSearch={onSearch}
      />
      <Select
        label={texts.status}
        value={filter.status ?? "any"}
        choices={[
          { value: "any", label: texts.anyStatus },
          ...STATUSES.map((value) => ({ value, label: texts.statuses[value] })),
        ]}
        onChoose={(value) => onStatus(value === "any" ? undefined : value)}
      />
    </search>
  );
}
