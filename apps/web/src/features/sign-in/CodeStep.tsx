import { useMutation } from "@tanstack/react-query";
import {
  type ReactNode,
  type RefObject,
  type SubmitEvent,
  useEffect,
  useRef,
  useState,
} from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { CodeField, isTotpCode } from "./CodeField.tsx";
import { formText } from "./form-text.ts";
import { refusalText } from "./refusal-text.ts";
import { verifyBackupCode, verifyTotp } from "./sign-in-api.ts";
import { SignInError } from "./sign-in-request.ts";

interface CodeStepProps {
  readonly onSignedIn: () => Promise<void>;
  /** With why, where it was not the organizer's wish. */
  readonly onStartAgain: (why: SignInError | null) => void;
}

/** The second step: a code of the authenticator, or one of those that were kept for its loss. */
export function CodeStep({ onSignedIn, onStartAgain }: CodeStepProps): ReactNode {
  const texts = useTexts("signIn");
  const locale = useLocale();
  const field = useRef<HTMLInputElement>(null);
  const [isBackup, setBackup] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const verifying = useMutation({
    mutationFn: (code: string) => (isBackup ? verifyBackupCode(code) : verifyTotp(code)),
    onSuccess: onSignedIn,
    onError: (error) => {
      const isOver = error instanceof SignInError && error.reason === "CHALLENGE_ENDED";
      if (isOver) onStartAgain(error);
      else field.current?.select();
    },
  });
  const { code } = texts;

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = formText(event.currentTarget, "code").replaceAll(/\s/g, "");
    const isUsable = isBackup ? typed !== "" : isTotpCode(typed);
    setMissing(!isUsable);
    if (!isUsable) field.current?.focus();
    else if (!verifying.isPending) verifying.mutate(typed);
  }

  const refused = verifying.error && refusalText(verifying.error, texts, locale);
  const isWrong = verifying.error instanceof SignInError && verifying.error.reason === "WRONG_CODE";
  const missing = isBackup ? texts.problems.backupCode : texts.problems.code;
  const error = isMissing ? missing : isWrong ? (refused ?? undefined) : undefined;
  return (
    <>
      <PageHeading title={code.title}>
        <p className="mt-1 text-soft">{isBackup ? code.backupIntro : code.intro}</p>
      </PageHeading>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {refused && !isWrong && (
          <Notice tone="bad" live="alert">
            {refused}
          </Notice>
        )}
        {isBackup ? (
          <BackupCodeField ref={field} error={error} />
        ) : (
          <CodeField ref={field} label={code.label} error={error} />
        )}
        <Button
          type="submit"
          variant="primary"
          size="large"
          isWide
          isBusy={verifying.isPending || verifying.isSuccess}
        >
          {code.submit}
        </Button>
      </form>
      <OtherWays
        isBackup={isBackup}
        onSwitch={() => {
          verifying.reset();
          setMissing(false);
          setBackup(!isBackup);
        }}
        onStartAgain={() => onStartAgain(null)}
      />
    </>
  );
}

interface BackupCodeFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly error: string | undefined;
}

function BackupCodeField(props: BackupCodeFieldProps): ReactNode {
  const { code } = useTexts("signIn");
  const { ref } = props;
  useEffect(() => ref.current?.focus(), [ref]);
  return (
    <TextField
      {...props}
      label={code.backupLabel}
      name="code"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono text-lg!"
    />
  );
}

interface OtherWaysProps {
  readonly isBackup: boolean;
  readonly onSwitch: () => void;
  readonly onStartAgain: () => void;
}

function OtherWays({ isBackup, onSwitch, onStartAgain }: OtherWaysProps): ReactNode {
  const { code } = useTexts("signIn");
  return (
    <div className="-mx-3 flex flex-wrap justify-between gap-x-4">
      <Button variant="quiet" size="small" onClick={onSwitch}>
        {isBackup ? code.useApp : code.useBackup}
      </Button>
      <Button variant="quiet" size="small" onClick={onStartAgain}>
        {code.startAgain}
      </Button>
    </div>
  );
}
