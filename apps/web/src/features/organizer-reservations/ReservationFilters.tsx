import { type ReactNode, useEffect, useRef, useState } from "react";

import { Select } from "../../components/Select.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import {
  type ReservationFilter,
  type ReservationStatus,
  SEARCH_LENGTH_MAX,
  STATUSES,
} from "./reservation-filter.ts";

/** The server is asked once the typing pauses for so long. */
const PAUSE_MS = 300;

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
      <SearchField value={filter.search ?? ""} onSearch={onSearch} />
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

interface SearchFieldProps {
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

function SearchField({ value, onSearch }: SearchFieldProps): ReactNode {
  const texts = useTexts("organizerReservations");
  const [text, setText] = useState(value);
  const [known, setKnown] = useState({ value, sent: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What came from elsewhere takes the place of what was typed; the echo of what was sent does not.
  if (known.value !== value) {
    setKnown({ ...known, value });
    if (known.sent !== value) setText(value);
  }

  function send(typed: string): void {
    clearTimeout(timer.current);
    const sent = typed.trim();
    setKnown((before) => ({ ...before, sent }));
    onSearch(sent);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <TextField
        type="search"
        label={texts.search}
        placeholder={texts.searchHint}
        value={text}
        maxLength={SEARCH_LENGTH_MAX}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(target.value), PAUSE_MS);
        }}
      />
    </form>
  );
}
