import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { Card } from "../../components/Card.tsx";
import { CodeStep } from "./CodeStep.tsx";
import { PasswordStep } from "./PasswordStep.tsx";
import type { SignInError } from "./sign-in-request.ts";

/** An organizer signs in: with a password, and a code where the second step is on. */
export function SignInPage(): ReactNode {
  const { next } = useSearch({ from: "/organizer_/sign-in" });
  const router = useRouter();
  const queryClient = useQueryClient();
  const [isCodeAsked, setCodeAsked] = useState(false);
  const [ended, setEnded] = useState<SignInError | null>(null);

  // What another organizer was shown in this tab is nobody's business now.
  async function enter(): Promise<void> {
    queryClient.clear();
    router.history.push(next ?? "/organizer");
  }

  return (
    // From the top: what a refusal adds moves nothing that is above it.
    <div className="page-width flex items-start justify-center py-8 sm:py-16">
      <Card className="flex w-full max-w-md flex-col gap-6 sm:p-8">
        {isCodeAsked ? (
          <CodeStep
            onSignedIn={enter}
            onStartAgain={(why) => {
              setEnded(why);
              setCodeAsked(false);
            }}
          />
        ) : (
          <PasswordStep
            before={ended}
            onSignedIn={enter}
            onCodeAsked={() => {
              setEnded(null);
              setCodeAsked(true);
            }}
          />
        )}
      </Card>
    </div>
  );
}
