import { useSuspenseQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { PasswordSection } from "./PasswordSection.tsx";
import { SecondFactorSection } from "./SecondFactorSection.tsx";
import { SessionsSection } from "./SessionsSection.tsx";
import { refusalText } from "./refusal-text.ts";
import { sessionQuery } from "./session.ts";
import { useSignOut } from "./use-sign-out.ts";

/** An organizer's account: sessions, second step, password. */
export function AccountPage(): ReactNode {
  const texts = useTexts("signIn");
  const locale = useLocale();
  const signingOut = useSignOut();
  const { data: session } = useSuspenseQuery(sessionQuery);
  // The router is on its way to the sign-in.
  if (session === null) return null;
  const { user } = session;
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <PageHeading
        title={texts.accountTitle}
        actions={
          <Button isBusy={signingOut.isPending} onClick={() => signingOut.mutate()}>
            <LogOut aria-hidden="true" className="size-5" />
            {texts.signOut}
          </Button>
        }
      >
        <p className="mt-1 break-words text-soft">
          {texts.signedInAs(user.email, user.organizer.name)}
        </p>
      </PageHeading>
      {signingOut.error && (
        <Notice tone="bad" live="alert">
          {refusalText(signingOut.error, texts, locale)}
        </Notice>
      )}
      <SessionsSection />
      <SecondFactorSection isOn={user.twoFactorEnabled} />
      <PasswordSection email={user.email} />
    </div>
  );
}
