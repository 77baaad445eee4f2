import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useId, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { PasswordField } from "./PasswordField.tsx";
import { formText } from "./form-text.ts";
import { refusalText } from "./refusal-text.ts";

interface ConfirmPasswordProps<T> {
  readonly title: string;
  readonly text?: string;
  /** The button that does it. */
  readonly action: string;
  readonly isDanger?: boolean;
  readonly onClose: () => void;
  /** Does it with the password; what it fails with is shown at the field. */
  readonly perform: (password: string) => Promise<T>;
  readonly onDone: (result: T) => void | Promise<void>;
}

/** Asks for the password before something that somebody at an open screen must not be able to do. */
export function ConfirmPassword<T>(props: ConfirmPasswordProps<T>): ReactNode {
  const { title, text, action, isDanger = false, onClose, perform, onDone } = props;
  const { cancel } = useTexts("common");
  const texts = useTexts("signIn");
  const locale = useLocale();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isMissing, setMissing] = useState(false);
  const performing = useMutation({
    mutationFn: perform,
    onSuccess: onDone,
    onError: () => field.current?.select(),
  });

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const password = formText(event.currentTarget, "password");
    setMissing(password === "");
    if (password === "") field.current?.focus();
    else if (!performing.isPending) performing.mutate(password);
  }

  const refused = performing.error && refusalText(performing.error, texts, locale);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            type="submit"
            form={formId}
            variant={isDanger ? "danger" : "primary"}
            isBusy={performing.isPending}
          >
            {action}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4 pb-1">
        {text && <p>{text}</p>}
        <PasswordField
          ref={field}
          label={texts.secondFactor.confirm}
          name="password"
          autoComplete="current-password"
          error={isMissing ? texts.problems.password : (refused ?? undefined)}
        />
      </form>
    </Dialog>
  );
}
