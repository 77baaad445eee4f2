import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, Suspense, lazy, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { CodeField, isTotpCode } from "./CodeField.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { formText } from "./form-text.ts";
import { refusalText } from "./refusal-text.ts";
import { verifyTotp } from "./sign-in-api.ts";

const QrCode = lazy(() =>
  import("../../components/QrCode.tsx").then((module) => ({ default: module.QrCode })),
);

interface EnrolProps {
  /** `otpauth://totp/…` */
  readonly totpUri: string;
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** The secret for an authenticator, and its first code, which turns the second step on. */
export function Enrol({ totpUri, onCancel, onDone }: EnrolProps): ReactNode {
  const { cancel } = useTexts("common");
  const texts = useTexts("signIn");
  const locale = useLocale();
  const field = useRef<HTMLInputElement>(null);
  const [isMissing, setMissing] = useState(false);
  const verifying = useMutation({
    mutationFn: verifyTotp,
    onSuccess: onDone,
    onError: () => field.current?.select(),
  });

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const code = formText(event.currentTarget, "code").replaceAll(/\s/g, "");
    setMissing(!isTotpCode(code));
    if (!isTotpCode(code)) field.current?.focus();
    else if (!verifying.isPending) verifying.mutate(code);
  }

  const refused = verifying.error && refusalText(verifying.error, texts, locale);
  return (
    <div className="flex flex-col gap-6 sm:flex-row">
      {/* Dark on light in both themes, which is what cameras expect. */}
      <div className="size-52 shrink-0 self-center rounded-card border border-line bg-[#fff] p-3 sm:self-start">
        <Suspense fallback={<Skeleton className="size-full" />}>
          <QrCode text={totpUri} label={texts.secondFactor.qrLabel} />
        </Suspense>
      </div>
      <div className="flex min-w-0 grow flex-col gap-4">
        <p>{texts.secondFactor.scan}</p>
        <div className="flex flex-col gap-1">
          <p className="text-sm text-soft">{texts.secondFactor.orType}</p>
          <div className="flex items-center gap-2">
            <code className="min-w-0 font-mono text-sm break-all">{secretOf(totpUri)}</code>
            <CopyButton text={secretOf(totpUri)} />
          </div>
        </div>
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          <CodeField
            ref={field}
            label={texts.secondFactor.enterCode}
            error={isMissing ? texts.problems.code : (refused ?? undefined)}
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" isBusy={verifying.isPending}>
              {texts.secondFactor.verify}
            </Button>
            <Button onClick={onCancel}>{cancel}</Button>
          </div>
        </form>
      </div>
    </div>
  );
}

function secretOf(totpUri: string): string {
  return URL.parse(totpUri)?.searchParams.get("secret") ?? "";
}
