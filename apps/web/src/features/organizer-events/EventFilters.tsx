import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

import { Select } from "../../components/Select.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventFilter } from "./queries.ts";

const STATUSES = ["draft", "published", "cancelled"] as const;
/** After so long without a key, what was typed is looked for. */
const TYPING_MS = 250;

/** Looks for events by their words and their state; both stand in the address. */
export function EventFilters({ filter }: { readonly filter: EventFilter }): ReactNode {
  const { list, statuses } = useTexts("organizerEvents");
  const navigate = useNavigate({ from: "/organizer/events" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(next: {
    search?: string | undefined;
    status?: EventFilter["status"] | undefined;
  }) {
    const { search, status } = { ...filter, ...next };
    void navigate({
      search: { ...(search && { search }), ...(status && { status }) },
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <search className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <TextField
        // Emptied by the button that shows all.
        key={filter.search === undefined ? "empty" : "filled"}
        label={list.search}
        isOptional={false}
        type="search"
        name="search"
        placeholder={list.searchHint}
        defaultValue={filter.search}
        onChange={({ target: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(
            () => change({ search: value.trim() || undefined }),
            TYPING_MS,
          );
        }}
      />
      <Select
        label={list.state}
        choices={[
          { value: "", label: list.all },
          ...STATUSES.map((value) => ({ value, label: statuses[value] })),
        ]}
        value={filter.status ?? ""}
        onChoose={(value) => change({ status: value || undefined })}
      />
    </search>
  );
}
