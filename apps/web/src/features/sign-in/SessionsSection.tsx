import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Time } from "../../components/Time.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { AccountSection } from "./AccountSection.tsx";
import { deviceOf } from "./device-name.ts";
import { patience } from "./patience.ts";
import { refusalText } from "./refusal-text.ts";
import { sessionsQuery } from "./session.ts";
import { type ListedSession, revokeOtherSessions, revokeSession } from "./sign-in-api.ts";

/** The browsers that are signed in, each of which can be ended. */
export function SessionsSection(): ReactNode {
  const texts = useTexts("signIn");
  const { sessions } = texts;
  const locale = useLocale();
  const queryClient = useQueryClient();
  const { data } = useSuspenseQuery(sessionsQuery);
  const ending = useMutation({
    ...patience,
    mutationFn: (id: string) => revokeSession(id),
    onSettled: () => queryClient.invalidateQueries(sessionsQuery),
  });
  const hasOthers = data.some(({ current }) => !current);
  return (
    <AccountSection title={sessions.title} intro={sessions.intro}>
      {ending.error && (
        <Notice tone="bad" live="alert">
          {refusalText(ending.error, texts, locale)}
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {data.toSorted(currentFirst).map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={ending.isPending && ending.variables === session.id}
            onEnd={() => ending.mutate(session.id)}
          />
        ))}
      </ul>
      {/* What has just ended is said, for its row is gone. */}
      <p role="status" className="sr-only">
        {ending.isSuccess && sessions.ended}
      </p>
      {hasOthers && <EndOthers />}
    </AccountSection>
  );
}

function currentFirst(a: ListedSession, b: ListedSession): number {
  return Number(b.current) - Number(a.current);
}

interface SessionRowProps {
  readonly session: ListedSession;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, isBusy, onEnd }: SessionRowProps): ReactNode {
  const { sessions } = useTexts("signIn");
  const { browser, system, isPhone } = deviceOf(session.userAgent);
  const Icon = isPhone ? Smartphone : Monitor;
  const name =
    browser === null && system === null
      ? sessions.unknownDevice
      : sessions.device(browser ?? sessions.unknownBrowser, system ?? sessions.unknownDevice);
  return (
    <li className="flex items-center gap-4 py-3 first:pt-0 last:pb-0">
      <Icon aria-hidden="true" className="hidden size-6 shrink-0 text-soft sm:block" />
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {name}
          {session.current && <Badge tone="good">{sessions.thisOne}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm text-soft">
          <span>
            {sessions.signedInAt} <Time at={session.createdAt} />
          </span>
          <span>
            {sessions.lastUsed} <Time at={session.lastUsedAt} style="day" />
          </span>
          {session.ipAddress && <span className="tabular break-all">{session.ipAddress}</span>}
        </p>
      </div>
      {!session.current && (
        <Button size="small" aria-label={sessions.endOf(name)} isBusy={isBusy} onClick={onEnd}>
          {sessions.end}
        </Button>
      )}
    </li>
  );
}

function EndOthers(): ReactNode {
  const { cancel } = useTexts("common");
  const texts = useTexts("signIn");
  const { sessions } = texts;
  const locale = useLocale();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const ending = useMutation({
    ...patience,
    mutationFn: revokeOtherSessions,
    onSuccess: async () => {
      setAsking(false);
      await queryClient.invalidateQueries(sessionsQuery);
    },
  });
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{sessions.endOthers}</Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={sessions.endOthersTitle}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{cancel}</Button>
            <Button variant="danger" isBusy={ending.isPending} onClick={() => ending.mutate()}>
              {sessions.endOthers}
            </Button>
          </>
        }
      >
        <p>{sessions.endOthersText}</p>
        {ending.error && (
          <p role="alert" className="mt-2 font-medium text-bad">
            {refusalText(ending.error, texts, locale)}
          </p>
        )}
      </Dialog>
    </div>
  );
}
