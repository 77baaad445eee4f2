import { type ReactNode, useEffect, useRef, useState } from "react";

import { TextField } from "./TextField.tsx";

/** It is looked for once the typing pauses for so long. */
const PAUSE_MS = 300;
/** No list of the server's is searched by more. */
const LENGTH_MAX = 200;

interface SearchFieldProps {
  readonly label: string;
  /** What can be looked for. */
  readonly hint: string;
  /** What is looked for now, as the address says it. */
  readonly value: string;
  /** Called with an empty text when the search is cleared. */
  readonly onSearch: (text: string) => void;
}

/** Narrows a list down by what is typed: after a pause, or at once by Enter. */
export function SearchField({ label, hint, value, onSearch }: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState({ value, sent: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // What came from elsewhere takes the place of what was typed; the echo of what was sent does not.
  if (known.value !== value) {
    setKnown({ ...known, value });
    if (known.sent !== value) setText(value);
  }

  function send(typed: string): void {
    clearTimeout(timer.current);
    const sent = typed.trim();
    setKnown((before) => ({ ...before, sent }));
    onSearch(sent);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      <TextField
        type="search"
        label={label}
        placeholder={hint}
        value={text}
        maxLength={LENGTH_MAX}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(target.value), PAUSE_MS);
        }}
      />
    </form>
  );
}
