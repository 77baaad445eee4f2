import { isStampedeError } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { onlineManager, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import { createRepeatGate } from "./repeat-gate.ts";
import { type Outcome, type Scan, failedOutcome, isUndecided } from "./scan.ts";
import { canBeCode, tidyCode } from "./ticket-code.ts";

const nowMs = (): number => performance.now();

/** Scans that the page remembers. */
const RECENT_MAX = 30;

interface CheckIn {
  /** What is to be looked at now. */
  readonly shown: Scan | null;
  readonly recent: readonly Scan[];
  readonly isBusy: boolean;
  /**
   * A code that was typed: what was refused a moment ago is shown again. One that was admitted is
   * asked about anew, for whoever stands there with it now may be somebody else.
   */
  readonly submit: (text: string) => void;
  /** A code that the camera sees, over and over: it is checked once. */
  readonly see: (text: string) => void;
  readonly retry: (scan: Scan) => void;
  readonly dismiss: () => void;
}

/**
 * Checks tickets in, one at a time.
 *
 * @param eventId the event at whose door this is
 * @param onScan is told what each scan came to
 */
export function useCheckIn(eventId: string, onScan: (outcome: Outcome) => void): CheckIn {
  const server = useServer();
  const queryClient = useQueryClient();
  const [gate] = useState(createRepeatGate);
  const [shown, setShown] = useState<Scan | null>(null);
  const [recent, setRecent] = useState<readonly Scan[]>([]);
  const { mutateAsync, isPending: isBusy } = useMutation(
    server.organizer.checkIn.mutationOptions(),
  );

  const dismiss = useCallback(() => setShown(null), []);

  async function check(code: string): Promise<void> {
    gate.note(code, nowMs());
    const { outcome, ticket } = await ask(code);
    if (isUndecided(outcome)) gate.forget(code);
    const before = recent.find((scan) => scan.code === code);
    const scan: Scan = {
      id: crypto.randomUUID(),
      code,
      outcome,
      ticket,
      at: new Date().toISOString(),
      isAfterNoAnswer: before?.outcome === "no_answer",
    };
    setShown(scan);
    setRecent((scans) => [scan, ...scans].slice(0, RECENT_MAX));
    onScan(outcome);
    const count = server.statistics.checkIns.queryFilter({ eventId });
    if (outcome === "admitted") await queryClient.invalidateQueries(count);
  }

  async function ask(code: string): Promise<Pick<Scan, "outcome" | "ticket">> {
    if (!canBeCode(code)) return { outcome: "unknown", ticket: null };
    // What waits for a connection would be sent when the person has long gone in, or away.
    if (!onlineManager.isOnline()) return { outcome: "offline", ticket: null };
    try {
      const { result, ticket } = await mutateAsync({ eventId, code });
      return { outcome: result, ticket };
    } catch (error) {
      if (!isStampedeError(error)) throw error;
      return { outcome: failedOutcome(error), ticket: null };
    }
  }

  return {
    shown,
    recent,
    isBusy,
    submit: (text) => {
      const code = tidyCode(text);
      if (isBusy || code === "") return;
      const last = recent.find((scan) => scan.code === code);
      const isSeen = last !== undefined && last.outcome !== "admitted";
      if (isSeen && gate.isRepeat(code, nowMs())) setShown(last);
      else void check(code);
    },
    see: (text) => {
      const code = tidyCode(text);
      const isRepeat = gate.isRepeat(code, nowMs());
      if (!isRepeat && !isBusy && shown === null) void check(code);
    },
    retry: ({ code }) => {
      if (!isBusy) void check(code);
    },
    dismiss,
  };
}
