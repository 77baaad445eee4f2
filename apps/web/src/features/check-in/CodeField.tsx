import { type ReactNode, type RefObject, useId, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { isWholeCode } from "./ticket-code.ts";

interface CodeFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isBusy: boolean;
  readonly onSubmit: (text: string) => void;
}

/** For codes that are typed, or come from a hand-held scanner: a whole one is sent by itself. */
export function CodeField({ field, isBusy, onSubmit }: CodeFieldProps): ReactNode {
  const texts = useTexts("checkIn");
  const id = useId();
  const [text, setText] = useState("");

  function submit(code: string): void {
    // While one is being checked the next one stays where it is.
    if (isBusy || code.trim() === "") return;
    setText("");
    onSubmit(code);
  }

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
      }}
    >
      <label htmlFor={id} className="font-medium">
        {texts.code}
      </label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          value={text}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={64}
          onChange={({ target }) => {
            setText(target.value);
            if (isWholeCode(target.value)) submit(target.value);
          }}
          className="control h-16 min-w-0 grow font-mono text-xl uppercase sm:text-2xl"
        />
        <Button type="submit" size="large" isBusy={isBusy} className="h-16">
          {texts.check}
        </Button>
      </div>
      <p id={`${id}-hint`} className="text-sm text-soft">
        {texts.codeHint}
      </p>
      <p role="status" className="sr-only">
        {isBusy && texts.checking}
      </p>
    </form>
  );
}
