import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";

import { Field } from "../../components/Field.tsx";
import { useTexts } from "../../texts/use-texts.ts";

interface PasswordFieldProps extends Omit<ComponentProps<"input">, "id" | "type" | "className"> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A password, which can be looked at while it is typed. Takes what an `input` takes. */
export function PasswordField({ label, hint, error, ...input }: PasswordFieldProps): ReactNode {
  const texts = useTexts("signIn");
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  const toggle = isShown ? texts.hidePassword : texts.showPassword;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          <input
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            {...input}
            {...control}
            type={isShown ? "text" : "password"}
            className="control pr-12!"
          />
          <button
            type="button"
            aria-label={toggle}
            title={toggle}
            onClick={() => setShown(!isShown)}
            className="absolute inset-y-0 right-0 inline-flex w-11 items-center justify-center rounded-control text-soft hover:text-ink"
          >
            <Icon aria-hidden="true" className="size-5" />
          </button>
        </div>
      )}
    </Field>
  );
}
