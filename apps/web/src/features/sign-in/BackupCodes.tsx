import { Download } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CopyButton } from "./CopyButton.tsx";

interface BackupCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Backup codes, once: they stay until the organizer says that they are kept. */
export function BackupCodes({ codes, onDone }: BackupCodesProps): ReactNode {
  const { backupCodes: texts } = useTexts("signIn");
  const heading = useRef<HTMLHeadingElement>(null);
  const all = `${codes.join("\n")}\n`;
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4 rounded-card bg-warn-soft p-4">
      <div>
        <h3 ref={heading} tabIndex={-1} className="font-semibold">
          {texts.title}
        </h3>
        <p>{texts.text}</p>
      </div>
      <ul className="tabular grid w-fit grid-cols-2 gap-x-8 gap-y-1 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={all} label={texts.copy} />
        <Button size="small" onClick={() => download(texts.fileName, all)}>
          <Download aria-hidden="true" className="size-4" />
          {texts.download}
        </Button>
        <Button size="small" variant="primary" onClick={onDone}>
          {texts.done}
        </Button>
      </div>
    </div>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url));
}
