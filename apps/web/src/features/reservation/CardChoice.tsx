import { clsx } from "clsx/lite";
import { type ReactNode, useId } from "react";

import { useTexts } from "../../texts/use-texts.ts";
import { TEST_CARDS, type TestCard } from "./test-cards.ts";

interface CardChoiceProps {
  readonly chosen: TestCard["token"];
  /** While an attempt is under way with the chosen one. */
  readonly isLocked: boolean;
  readonly onChoose: (token: TestCard["token"]) => void;
}

/** The cards of the simulated gateway, each with what it makes the payment do. */
export function CardChoice({ chosen, isLocked, onChoose }: CardChoiceProps): ReactNode {
  const { legend, honest } = useTexts("reservation").payment;
  const id = useId();
  return (
    <fieldset className="min-w-0" aria-describedby={`${id}-honest`}>
      <legend className="text-heading">{legend}</legend>
      <p id={`${id}-honest`} className="mt-1 mb-3 max-w-prose text-sm text-soft">
        {honest}
      </p>
      <div className="grid gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-2">
        {TEST_CARDS.map((card) => (
          <Card
            key={card.token}
            card={card}
            name={`${id}-card`}
            isChosen={card.token === chosen}
            isDisabled={isLocked && card.token !== chosen}
            onChoose={() => onChoose(card.token)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface CardProps {
  readonly card: TestCard;
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
}

function Card({ card, name, isChosen, isDisabled, onChoose }: CardProps): ReactNode {
  const { cards, ending } = useTexts("reservation").payment;
  const { token, digits } = card;
  const id = useId();
  return (
    <label
      className={clsx(
        "flex min-h-14 items-start gap-3 px-4 py-3 transition-colors has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent",
        isChosen ? "bg-sunken" : "bg-surface",
        isDisabled ? "text-faint" : "cursor-pointer hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        name={name}
        value={token}
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-text`}
        className="mt-0.5 size-5 shrink-0 accent-ink outline-none"
      />
      <span className="min-w-0 grow">
        <span id={`${id}-name`} className="flex flex-wrap justify-between gap-x-4 font-medium">
          {cards[token].name}
          <span className="tabular font-normal whitespace-nowrap text-soft">
            <span aria-hidden="true">•••• {digits}</span>
            <span className="sr-only">, {ending(digits)}</span>
          </span>
        </span>
        <span id={`${id}-text`} className="block text-sm text-soft">
          {cards[token].text}
        </span>
      </span>
    </label>
  );
}
