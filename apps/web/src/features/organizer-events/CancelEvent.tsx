import { useServer } from "@stampede/client/react/server";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { Points } from "./Points.tsx";
import type { OrganizerEvent } from "./event-values.ts";
import { failureText } from "./failure-text.ts";
import { useEventChanged } from "./use-event-changed.ts";

/** Cancels an event, after saying what that means, and whom it pays back. */
export function CancelEvent({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const texts = useTexts("organizerEvents");
  const tell = useEventChanged();
  const [isAsking, setAsking] = useState(false);
  const cancelling = useMutation(
    useServer().organizer.events.cancel.mutationOptions({
      onSuccess: async (cancelled) => {
        await tell(cancelled);
        setAsking(false);
      },
    }),
  );
  return (
    <>
      <Button
        onClick={() => {
          cancelling.reset();
          setAsking(true);
        }}
      >
        {texts.cancel.action}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.cancel.title}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{texts.cancel.keep}</Button>
            <Button
              variant="danger"
              isBusy={cancelling.isPending}
              onClick={() => cancelling.mutate({ eventId: event.id })}
            >
              {texts.cancel.action}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <p className="font-semibold wrap-anywhere">{event.name}</p>
          <Points points={texts.cancel.points} />
          <WhatIsSold event={event} />
          {cancelling.error && (
            <Notice tone="bad" live="alert">
              {failureText(cancelling.error, texts)}
            </Notice>
          )}
        </div>
      </Dialog>
    </>
  );
}

/** Cancelling pays everybody back; how many tickets that is about must be known before. */
function WhatIsSold({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { cancel } = useTexts("organizerEvents");
  const { data } = useQuery(
    useServer().statistics.byEvent.queryOptions({ eventId: event.id }, { staleTime: 0 }),
  );
  if (event.status === "draft") return <Notice>{cancel.draft}</Notice>;
  const sold = data?.items[0]?.sold;
  if (sold === undefined) return <Skeleton className="h-20 w-full rounded-card" />;
  return (
    <Notice tone={sold > 0 ? "warn" : "info"}>
      {sold > 0 ? cancel.sold(sold) : cancel.noneSold}
    </Notice>
  );
}
