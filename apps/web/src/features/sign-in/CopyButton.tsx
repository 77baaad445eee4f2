import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";

interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
}

/** Puts a text on the clipboard, and says when that is done. */
export function CopyButton({ text, label }: CopyButtonProps): ReactNode {
  const { copy, copied } = useTexts("common");
  const [isCopied, setCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  return (
    <Button
      size="small"
      onClick={() => {
        // Where the browser does not let a page write there, the text can still be selected.
        void navigator.clipboard?.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <Icon aria-hidden="true" className="size-4" />
      <span aria-live="polite">{isCopied ? copied : (label ?? copy)}</span>
    </Button>
  );
}
