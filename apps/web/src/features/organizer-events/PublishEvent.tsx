import { useServer } from "@stampede/client/react/server";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { Points } from "./Points.tsx";
import type { OrganizerEvent } from "./event-values.ts";
import { failureText } from "./failure-text.ts";
import { publishWarnings } from "./publish-warnings.ts";
import { useEventChanged } from "./use-event-changed.ts";

/** Publishes a draft, after saying what that means. */
export function PublishEvent({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const texts = useTexts("organizerEvents");
  const { cancel } = useTexts("common");
  const tell = useEventChanged();
  const [isAsking, setAsking] = useState(false);
  const publishing = useMutation(
    useServer().organizer.events.publish.mutationOptions({
      onSuccess: async (published) => {
        await tell(published);
        setAsking(false);
      },
    }),
  );
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          publishing.reset();
          setAsking(true);
        }}
      >
        {texts.publish.action}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={texts.publish.title}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{cancel}</Button>
            <Button
              variant="primary"
              isBusy={publishing.isPending}
              onClick={() => publishing.mutate({ eventId: event.id })}
            >
              {texts.publish.action}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <p className="font-semibold wrap-anywhere">{event.name}</p>
          <Points points={texts.publish.points} />
          <PublishWarnings event={event} />
          {publishing.error && (
            <Notice tone="bad" live="alert">
              {failureText(publishing.error, texts)}
            </Notice>
          )}
        </div>
      </Dialog>
    </>
  );
}

/** Said before and not refused: an event may be published late on purpose. */
function PublishWarnings({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { publish } = useTexts("organizerEvents");
  const [nowMs] = useState(() => Date.now());
  const warnings = publishWarnings(event, nowMs);
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warn">
      {warnings.map((warning) => (
        <p key={warning}>{publish.warnings[warning]}</p>
      ))}
    </Notice>
  );
}
