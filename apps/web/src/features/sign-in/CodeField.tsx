import { type ReactNode, type RefObject, useEffect } from "react";

import { TextField } from "../../components/TextField.tsx";

interface CodeFieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly ref: RefObject<HTMLInputElement | null>;
}

/** Whether this is a code that an authenticator could show. */
export function isTotpCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** A code of an authenticator, named `code`. It gets the focus: a step of its own asks for it. */
export function CodeField(props: CodeFieldProps): ReactNode {
  const { ref } = props;
  useEffect(() => ref.current?.focus(), [ref]);
  return (
    <TextField
      {...props}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={7}
      className="tabular text-center text-xl! tracking-[0.3em]"
    />
  );
}
