import type { ReactNode } from "react";

import { TextField } from "../../components/TextField.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { OrderFault, OrderForm } from "./use-order.ts";

const NAME_LENGTH_MAX = 200;

/** Who reserves. */
export function BuyerFields({ order }: { readonly order: OrderForm }): ReactNode {
  const { order: texts } = useTexts("events");
  const { buyer, setBuyer, isBusy, fault } = order;
  const isLocked = isBusy || order.progress.step === "queued";
  return (
    <fieldset className="border-t border-line noscript:hidden">
      <legend className="float-left w-full pt-4 pb-3 text-heading">{texts.buyer}</legend>
      <div className="clear-both flex flex-col gap-4">
        <TextField
          label={texts.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          readOnly={isLocked}
          value={buyer.email}
          error={emailError(fault, texts)}
          onChange={(event) => setBuyer({ ...buyer, email: event.target.value })}
        />
        <TextField
          label={texts.name}
          isOptional
          name="name"
          autoComplete="name"
          maxLength={NAME_LENGTH_MAX}
          readOnly={isLocked}
          value={buyer.name}
          error={fault === "name_wrong" ? texts.nameWrong : undefined}
          onChange={(event) => setBuyer({ ...buyer, name: event.target.value })}
        />
      </div>
    </fieldset>
  );
}

function emailError(fault: OrderFault | null, texts: Texts<"events">["order"]): string | undefined {
  if (fault === "email_missing") return texts.emailMissing;
  return fault === "email_wrong" ? texts.emailWrong : undefined;
}
