import { clsx } from "clsx/lite";
import { type ReactNode, type Ref, useEffect, useId, useRef } from "react";

import { Field } from "../../components/Field.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type Timezone, timezoneLabel } from "./timezones.ts";
import { useTimezoneSearch } from "./use-timezone-search.ts";

interface TimezoneFieldProps {
  readonly ref?: Ref<HTMLInputElement>;
  readonly name: string;
  /** An IANA name. */
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly error?: string | undefined;
}

/** A timezone, looked for by a part of its name; the arrow keys go through what is found. */
export function TimezoneField({
  ref,
  name,
  value,
  onChange,
  error,
}: TimezoneFieldProps): ReactNode {
  const { form } = useTexts("organizerEvents");
  const listId = useId();
  const list = useTimezoneSearch(onChange);
  return (
    <Field label={form.timezone} hint={form.timezoneHint} error={error}>
      {(control) => (
        <div className="relative">
          <input
            {...control}
            ref={ref}
            name={name}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            aria-autocomplete="list"
            aria-expanded={list.isOpen}
            aria-controls={listId}
            aria-activedescendant={list.found.length > 0 ? `${listId}-${list.active}` : undefined}
            value={list.typed ?? timezoneLabel(value)}
            onChange={(event) => list.open(event.target.value)}
            onFocus={(event) => event.target.select()}
            onClick={() => !list.isOpen && list.open()}
            onBlur={list.close}
            onKeyDown={list.onKeyDown}
            placeholder={timezoneLabel(value)}
            className="control"
          />
          <Found
            id={listId}
            isOpen={list.isOpen}
            found={list.found}
            active={list.active}
            onChoose={list.choose}
          />
        </div>
      )}
    </Field>
  );
}

interface FoundProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly found: readonly Timezone[];
  readonly active: number;
  readonly onChoose: (timezone: Timezone) => void;
}

function Found({ id, isOpen, found, active, onChoose }: FoundProps): ReactNode {
  const { form } = useTexts("organizerEvents");
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) box.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [isOpen, active]);
  return (
    <div
      ref={box}
      className={clsx(
        "absolute inset-x-0 top-full z-15 mt-1 scroll-mb-36 max-h-72 overflow-y-auto rounded-control border border-line bg-surface py-1 shadow-overlay",
        !isOpen && "hidden",
      )}
    >
      <div ref={list} id={id} role="listbox" aria-label={form.timezoneChoices}>
        {found.map((timezone, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys go to the field, which keeps the focus
          <div
            key={timezone.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus, and with it the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(timezone)}
            className={clsx(
              "flex min-h-11 cursor-pointer items-center justify-between gap-4 px-3 hover:bg-sunken",
              index === active && "bg-sunken",
            )}
          >
            <span>{timezone.label}</span>
            <span className="tabular text-sm whitespace-nowrap text-soft">{timezone.offset}</span>
          </div>
        ))}
      </div>
      <p role="status" className="px-3 py-2 text-soft empty:sr-only">
        {isOpen && found.length === 0 && form.timezoneNone}
      </p>
    </div>
  );
}
