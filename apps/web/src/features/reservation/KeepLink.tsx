import { Copy } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { TextField } from "../../components/TextField.tsx";
import { useTexts } from "../../texts/use-texts.ts";

interface KeepLinkProps {
  readonly reservationId: string;
  readonly accessToken: string;
}

/** The link that leads back to this page, to be copied and kept. */
export function KeepLink({ reservationId, accessToken }: KeepLinkProps): ReactNode {
  const { keepLink } = useTexts("reservation");
  const [result, setResult] = useState<"copied" | "refused" | null>(null);
  const id = useId();
  const link = `${location.origin}/reservations/${reservationId}#${accessToken}`;
  return (
    <section aria-labelledby={id}>
      <Card className="flex flex-col gap-3">
        <h2 id={id} className="text-heading">
          {keepLink.title}
        </h2>
        <p className="text-sm text-soft">{keepLink.text}</p>
        <Button onClick={() => void copy(link).then(setResult)}>
          <Copy aria-hidden="true" className="size-4" />
          {keepLink.copy}
        </Button>
        <p role="status" className="text-sm font-medium text-good empty:sr-only">
          {result === "copied" && keepLink.copied}
        </p>
        {result === "refused" && (
          <TextField
            label={keepLink.byHand}
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Card>
    </section>
  );
}

async function copy(text: string): Promise<"copied" | "refused"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    // Without a secure connection, or where the browser does not allow it.
    return "refused";
  }
}
