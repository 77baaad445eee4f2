import { Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { useTexts } from "../../texts/use-texts.ts";

/** A pause in typing after which is looked for what stands there. */
const TYPING_MS = 250;
/** The server refuses longer ones. */
const LENGTH_MAX = 200;

interface EventSearchProps {
  /** What is looked for now, from the address. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** Looks for events while one types; Enter looks at once, and Escape clears. */
export function EventSearch({ search, onSearch }: EventSearchProps): ReactNode {
  const texts = useTexts("eventList");
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useTyped(search, onSearch);
  return (
    <search className="w-full sm:max-w-sm">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          setText(text, 0);
        }}
      >
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 size-5 -translate-y-1/2 text-faint"
        />
        <input
          ref={input}
          type="search"
          aria-label={texts.search}
          placeholder={texts.searchPlaceholder}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={LENGTH_MAX}
          value={text}
          onChange={(event) => setText(event.target.value, TYPING_MS)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setText("", 0);
          }}
          className="control pr-11 pl-10 [&::-webkit-search-cancel-button]:hidden"
        />
        {text !== "" && (
          <button
            type="button"
            aria-label={texts.clear}
            onClick={() => {
              setText("", 0);
              input.current?.focus();
            }}
            className="absolute top-0 right-0 inline-flex size-11 items-center justify-center rounded-control text-soft hover:text-ink"
          >
            <X aria-hidden="true" className="size-5" />
          </button>
        )}
      </form>
    </search>
  );
}

/** What is being typed, told to `onSearch` after a pause; the address changes it when it is another's. */
function useTyped(
  search: string,
  onSearch: (search: string) => void,
): [string, (text: string, pauseMs: number) => void] {
  const [text, setText] = useState(search);
  const told = useRef(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Going back in history; but not the echo of what was told, behind which more is typed already.
    if (search === told.current) return;
    told.current = search;
    setText(search);
  }, [search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function tell(wanted: string): void {
    if (wanted === told.current) return;
    told.current = wanted;
    onSearch(wanted);
  }
  return [
    text,
    (typed, pauseMs) => {
      setText(typed);
      clearTimeout(timer.current);
      if (pauseMs === 0) tell(typed.trim());
      else timer.current = setTimeout(() => tell(typed.trim()), pauseMs);
    },
  ];
}
