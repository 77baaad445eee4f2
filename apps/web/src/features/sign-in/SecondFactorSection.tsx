import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { Badge } from "../../components/Badge.tsx";
import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { AccountSection } from "./AccountSection.tsx";
import { BackupCodes } from "./BackupCodes.tsx";
import { ConfirmPassword } from "./ConfirmPassword.tsx";
import { Enrol } from "./Enrol.tsx";
import { sessionQuery } from "./session.ts";
import {
  type NewSecondFactor,
  disableSecondFactor,
  enableSecondFactor,
  newBackupCodes,
} from "./sign-in-api.ts";

type Asking = "turnOn" | "turnOff" | "newCodes" | null;

/** Turns the second step on and off, and makes new backup codes. */
export function SecondFactorSection({ isOn }: { readonly isOn: boolean }): ReactNode {
  const { secondFactor: texts } = useTexts("signIn");
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Asking>(null);
  const [enrolling, setEnrolling] = useState<NewSecondFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [hasChanged, setChanged] = useState(false);
  const lookAgain = async (): Promise<void> => {
    await queryClient.invalidateQueries(sessionQuery);
    setChanged(true);
  };

  return (
    <AccountSection
      title={texts.title}
      intro={isOn ? texts.introOn : texts.introOff}
      state={<Badge tone={isOn ? "good" : "neutral"}>{isOn ? texts.on : texts.off}</Badge>}
    >
      {codes && <BackupCodes codes={codes} onDone={() => setCodes(null)} />}
      {enrolling && (
        <Enrol
          totpUri={enrolling.totpURI}
          onCancel={() => setEnrolling(null)}
          onDone={async () => {
            await lookAgain();
            setCodes(enrolling.backupCodes);
            setEnrolling(null);
          }}
        />
      )}
      {!enrolling && !codes && (
        <div className="flex flex-wrap gap-2">
          {!isOn && <Button onClick={() => setAsking("turnOn")}>{texts.turnOn}</Button>}
          {isOn && <Button onClick={() => setAsking("newCodes")}>{texts.newCodes}</Button>}
          {isOn && <Button onClick={() => setAsking("turnOff")}>{texts.turnOff}</Button>}
        </div>
      )}
      {/* What was pressed is gone by then, so the change is said. */}
      <p role="status" className="sr-only">
        {hasChanged && (isOn ? texts.turnedOn : texts.turnedOff)}
      </p>
      <Asked
        asking={asking}
        onClose={() => setAsking(null)}
        onEnrolling={setEnrolling}
        onCodes={setCodes}
        onTurnedOff={lookAgain}
      />
    </AccountSection>
  );
}

interface AskedProps {
  readonly asking: Asking;
  readonly onClose: () => void;
  readonly onEnrolling: (factor: NewSecondFactor) => void;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onTurnedOff: () => Promise<void>;
}

function Asked({ asking, onClose, onEnrolling, onCodes, onTurnedOff }: AskedProps): ReactNode {
  const { secondFactor: texts } = useTexts("signIn");
  switch (asking) {
    case null:
      return null;
    case "turnOn":
      return (
        <ConfirmPassword
          title={texts.turnOnTitle}
          action={texts.next}
          onClose={onClose}
          perform={enableSecondFactor}
          onDone={(factor) => {
            onClose();
            onEnrolling(factor);
          }}
        />
      );
    case "newCodes":
      return (
        <ConfirmPassword
          title={texts.newCodesTitle}
          text={texts.newCodesText}
          action={texts.newCodes}
          onClose={onClose}
          perform={newBackupCodes}
          onDone={({ backupCodes }) => {
            onClose();
            onCodes(backupCodes);
          }}
        />
      );
    case "turnOff":
      return (
        <ConfirmPassword
          title={texts.turnOffTitle}
          text={texts.turnOffText}
          action={texts.turnOff}
          isDanger
          onClose={onClose}
          perform={disableSecondFactor}
          onDone={async () => {
            await onTurnedOff();
            onClose();
          }}
        />
      );
    default:
      return asking satisfies never;
  }
}
