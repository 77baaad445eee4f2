import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { EventList } from "./EventList.tsx";
import { EventSearch } from "./EventSearch.tsx";

const route = getRouteApi("/");

/** The events that are coming, with a search. */
export function EventsPage(): ReactNode {
  const texts = useTexts("eventList");
  const { search = "" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="page-width flex flex-col gap-6 py-6 sm:gap-8 sm:py-10">
      <div className="flex flex-col gap-4 sm:flex-row sm:items-center sm:justify-between">
        <PageHeading title={texts.title} />
        <EventSearch
          search={search}
          onSearch={(wanted) =>
            void navigate({ search: wanted === "" ? {} : { search: wanted }, replace: true })
          }
        />
      </div>
      <EventList search={search} />
    </div>
  );
}
