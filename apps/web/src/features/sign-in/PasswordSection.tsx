import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { AccountSection } from "./AccountSection.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { formText } from "./form-text.ts";
import { refusalText } from "./refusal-text.ts";
import { sessionsQuery } from "./session.ts";
import { changePassword } from "./sign-in-api.ts";
import { SignInError } from "./sign-in-request.ts";

/** As the server has them. */
const LENGTH_MIN = 10;
const LENGTH_MAX = 128;

type Problem = keyof Pick<Texts<"signIn">["problems"], "password" | "newPassword" | "samePassword">;
interface Problems {
  readonly current?: Problem;
  readonly new?: Problem;
}

/** Changes the password, which ends all other sessions. */
export function PasswordSection({ email }: { readonly email: string }): ReactNode {
  const texts = useTexts("signIn");
  const { changePassword: own } = texts;
  const locale = useLocale();
  const queryClient = useQueryClient();
  const [problems, setProblems] = useState<Problems>({});
  const changing = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      changePassword(formText(form, "current"), formText(form, "new")),
    onSuccess: async (_done, form) => {
      form.reset();
      await queryClient.invalidateQueries(sessionsQuery);
    },
    onError: (error, form) => {
      if (isWrongPassword(error)) form.querySelector<HTMLInputElement>("[name=current]")?.select();
    },
  });

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const found = problemsOf(formText(form, "current"), formText(form, "new"));
    setProblems(found);
    const [first] = Object.keys(found);
    if (first !== undefined) form.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    else if (!changing.isPending) changing.mutate(form);
  }

  const said = (problem: Problem | undefined): string | undefined =>
    problem && texts.problems[problem];
  const refused = changing.error && refusalText(changing.error, texts, locale);
  const isWrong = isWrongPassword(changing.error);
  return (
    <AccountSection title={own.title} intro={own.intro}>
      <form noValidate onSubmit={submit} className="flex max-w-md flex-col gap-5">
        {/* For password managers, which keep a password by whose it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={own.current}
          name="current"
          autoComplete="current-password"
          error={said(problems.current) ?? (isWrong ? (refused ?? undefined) : undefined)}
        />
        <PasswordField
          label={own.new}
          hint={own.hint}
          name="new"
          autoComplete="new-password"
          error={said(problems.new)}
        />
        {refused && !isWrong && (
          <Notice tone="bad" live="alert">
            {refused}
          </Notice>
        )}
        {changing.isSuccess && (
          <Notice tone="good" live="status">
            {own.done}
          </Notice>
        )}
        <Button type="submit" className="self-start" isBusy={changing.isPending}>
          {own.submit}
        </Button>
      </form>
    </AccountSection>
  );
}

function isWrongPassword(error: Error | null): boolean {
  return error instanceof SignInError && error.reason === "WRONG_PASSWORD";
}

function problemsOf(current: string, next: string): Problems {
  const isLong = next.length >= LENGTH_MIN && next.length <= LENGTH_MAX;
  const isSame = current === next;
  return {
    ...(current === "" && { current: "password" }),
    ...(!isLong && { new: "newPassword" }),
    ...(isLong && isSame && { new: "samePassword" }),
  };
}
