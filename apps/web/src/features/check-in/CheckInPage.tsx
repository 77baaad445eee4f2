import { useServer } from "@stampede/client/react/server";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";

import { Checkbox } from "../../components/Checkbox.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CameraPanel } from "./CameraPanel.tsx";
import { CheckInCount } from "./CheckInCount.tsx";
import { CodeField } from "./CodeField.tsx";
import { RecentScans } from "./RecentScans.tsx";
import { ScanResult } from "./ScanResult.tsx";
import type { Scan } from "./scan.ts";
import { giveSignal, keepSignals, wantsSignals } from "./signals.ts";
import { useCheckIn } from "./use-check-in.ts";

const route = getRouteApi("/organizer/events/$eventId/check-in");

/** Lets people in by their tickets' codes. */
export function CheckInPage(): ReactNode {
  const { eventId } = route.useParams();
  const texts = useTexts("checkIn");
  const field = useRef<HTMLInputElement>(null);
  const [hasSignals, setSignals] = useState(wantsSignals);
  const { data: event } = useSuspenseQuery(
    useServer().organizer.events.get.queryOptions({ eventId }),
  );
  const checkIn = useCheckIn(eventId, (outcome) => {
    if (hasSignals) giveSignal(outcome);
  });
  const { shown, dismiss } = checkIn;
  const ticketTypeOf = ({ ticket }: Scan): string | undefined =>
    event.ticketTypes.find(({ id }) => id === ticket?.ticketTypeId)?.name;
  return (
    <div className="flex flex-col gap-5">
      <PageHeading title={texts.title}>
        <p className="mt-1 text-soft">{event.name}</p>
      </PageHeading>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-10">
        <div className="flex min-w-0 flex-col gap-5">
          <CheckInCount eventId={eventId} />
          <CameraPanel onCode={checkIn.see} />
          <CodeField field={field} isBusy={checkIn.isBusy} onSubmit={checkIn.submit} />
          <Checkbox
            label={texts.signals}
            checked={hasSignals}
            onChange={({ target }) => {
              setSignals(target.checked);
              keepSignals(target.checked);
            }}
          />
        </div>
        <RecentScans scans={checkIn.recent} ticketTypeOf={ticketTypeOf} />
      </div>
      {shown !== null && (
        <ScanResult
          key={shown.id}
          scan={shown}
          ticketType={ticketTypeOf(shown)}
          isBusy={checkIn.isBusy}
          onNext={dismiss}
          onRetry={() => checkIn.retry(shown)}
          onType={() => {
            field.current?.focus();
            dismiss();
          }}
        />
      )}
    </div>
  );
}
