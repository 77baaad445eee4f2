import { isStampedeError } from "@stampede/client/errors";
import { useServer } from "@stampede/client/react/server";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";

/** It is over, or being paid, and the page will show which. */
const SETTLED = new Set<string>([
  "RESERVATION_EXPIRED",
  "RESERVATION_CLOSED",
  "PAYMENT_IN_PROGRESS",
]);

interface GiveBackProps {
  readonly reservationId: string;
  readonly isDisabled: boolean;
}

/** Gives the tickets back before the time is up, after a word about what that does. */
export function GiveBack({ reservationId, isDisabled }: GiveBackProps): ReactNode {
  const { giveBack: texts } = useTexts("reservation");
  const [isOpen, setOpen] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const { mutate, isPending, isError, reset } = useGiveBack(reservationId, () => setOpen(false));
  const close = (): void => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button variant="quiet" disabled={isDisabled} onClick={() => setOpen(true)}>
        {texts.action}
      </Button>
      <Dialog
        isOpen={isOpen}
        title={texts.title}
        initialFocus={keep}
        onClose={close}
        actions={
          <>
            <Button ref={keep} onClick={close}>
              {texts.keep}
            </Button>
            <Button variant="danger" isBusy={isPending} onClick={() => mutate({ reservationId })}>
              {texts.confirm}
            </Button>
          </>
        }
      >
        <p>{texts.text}</p>
        {isError && (
          <div className="mt-3">
            <Notice tone="bad" live="alert">
              {texts.failed}
            </Notice>
          </div>
        )}
      </Dialog>
    </>
  );
}

function useGiveBack(reservationId: string, close: () => void) {
  const server = useServer();
  const queryClient = useQueryClient();
  const own = server.reservations.get.queryOptions({ reservationId });
  return useMutation(
    server.reservations.cancel.mutationOptions({
      onSuccess: (cancelled) => {
        close();
        queryClient.setQueryData(own.queryKey, cancelled);
      },
      onError: async (error: unknown) => {
        if (!isStampedeError(error) || !SETTLED.has(error.reason)) return;
        close();
        await queryClient.invalidateQueries(own);
      },
    }),
  );
}
