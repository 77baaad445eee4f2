import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { SearchField } from "../../components/SearchField.tsx";
import { Select } from "../../components/Select.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventFilter } from "./queries.ts";

const STATUSES = ["draft", "published", "cancelled"] as const;

/** Looks for events by their words and their state; both stand in the address. */
export function EventFilters({ filter }: { readonly filter: EventFilter }): ReactNode {
  const { list } = useTexts("organizerEvents");
  const { eventStates } = useTexts("organizer");
  const navigate = useNavigate({ from: "/organizer/events" });

  function change(next: {
    search?: string | undefined;
    status?: EventFilter["status"] | undefined;
  }) {
    void navigate({
      // The other one may have changed since this was rendered.
      search: (before) => {
        const { search, status } = { ...before, ...next };
        return { ...(search && { search }), ...(status && { status }) };
      },
      replace: true,
      resetScroll: false,
    });
  }

  return (
    <search className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
      <SearchField
        label={list.search}
        hint={list.searchHint}
        value={filter.search ?? ""}
        onSearch={(search) => change({ search })}
      />
      <Select
        label={list.state}
        choices={[
          { value: "", label: list.all },
          ...STATUSES.map((value) => ({ value, label: eventStates[value] })),
        ]}
        value={filter.status ?? ""}
        onChoose={(value) => change({ status: value || undefined })}
      />
    </search>
  );
}
