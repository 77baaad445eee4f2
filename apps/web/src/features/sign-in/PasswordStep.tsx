import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { PasswordField } from "./PasswordField.tsx";
import { formText } from "./form-text.ts";
import { patience } from "./patience.ts";
import { refusalText } from "./refusal-text.ts";
import { signIn } from "./sign-in-api.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

interface PasswordStepProps {
  /** Why a sign-in that was further on had to begin again. */
  readonly before: Error | null;
  readonly onSignedIn: () => Promise<void>;
  readonly onCodeAsked: () => void;
}

/** The first step: address and password. */
export function PasswordStep({ before, onSignedIn, onCodeAsked }: PasswordStepProps): ReactNode {
  const texts = useTexts("signIn");
  const locale = useLocale();
  const password = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState({ email: false, password: false });
  const signingIn = useMutation({
    ...patience,
    mutationFn: (form: HTMLFormElement) =>
      signIn(formText(form, "email").trim(), formText(form, "password")),
    onSuccess: ({ twoFactorRedirect }) => (twoFactorRedirect ? onCodeAsked() : onSignedIn()),
    onError: () => password.current?.select(),
  });
  const refusal = signingIn.error ?? (signingIn.isIdle ? before : null);

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const found = {
      email: !EMAIL.test(formText(form, "email").trim()),
      password: formText(form, "password") === "",
    };
    setMissing(found);
    const first = found.email ? "email" : "password";
    if (found.email || found.password) form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    else if (!signingIn.isPending) signingIn.mutate(form);
  }

  return (
    <>
      <PageHeading title={texts.title}>
        <p className="mt-1 text-soft">{texts.intro}</p>
      </PageHeading>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {refusal && (
          <Notice tone="bad" live="alert">
            {refusalText(refusal, texts, locale)}
          </Notice>
        )}
        <TextField
          label={texts.email}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          error={missing.email ? texts.problems.email : undefined}
        />
        <PasswordField
          ref={password}
          label={texts.password}
          name="password"
          autoComplete="current-password"
          error={missing.password ? texts.problems.password : undefined}
        />
        <Button
          type="submit"
          variant="primary"
          size="large"
          isWide
          isBusy={signingIn.isPending || signingIn.isSuccess}
        >
          {texts.submit}
        </Button>
      </form>
      <p className="text-sm text-soft">{texts.noAccess}</p>
    </>
  );
}
