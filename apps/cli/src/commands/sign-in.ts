import { createUser } from "@stampede/auth/create-user";
import { generatePassword } from "@stampede/auth/passwords";
import { resetUser } from "@stampede/auth/reset-user";
import { DomainError } from "@stampede/domain/errors";
import type { Command } from "commander";
import { type CommandContext, useDatabase } from "../command-context.ts";
import { UsageError } from "../explain-error.ts";
import { readFirstLine } from "../read-first-line.ts";

interface PasswordOption {
  readonly passwordStdin?: true;
}

/** Adds `sign-in create` and `sign-in reset` to the program. */
export function addSignIn(program: Command, context: CommandContext): void {
  const group = program
    .command("sign-in")
    .summary("let people sign in for an organizer")
    .description("Lets people sign in for an organizer. Nobody can make a sign-in by themselves.");
  addCreate(group, context);
  addReset(group, context);
}

function addCreate(group: Command, context: CommandContext): void {
  group
    .command("create")
    .description(
      "Makes a sign-in and prints its password on a line of its own. Only the password's hash is\n" +
        "stored: it is not shown again.",
    )
    .requiredOption("--organizer <slug>", "for whom they act")
    .requiredOption("--email <address>", "who signs in")
    .option("--password-stdin", "read the password from the standard input, and print none")
    .addHelpText(
      "after",
      "\nExample:\n  npm run stampede -- sign-in create --organizer demo --email me@example.com",
    )
    .action(async (options: { organizer: string; email: string } & PasswordOption) => {
      const { organizer: organizerSlug, email } = options;
      await withPassword(context, options, async (password) => {
        const { db } = await useDatabase(context);
        await createUser({ db }, { organizerSlug, email, password });
      });
    });
}

function addReset(group: Command, context: CommandContext): void {
  group
    .command("reset")
    .description(
      "Gives somebody a new password and prints it, ends all of their sessions, and lifts the lock\n" +
        "of too many attempts.",
    )
    .requiredOption("--email <address>", "who signs in")
    .option("--password-stdin", "read the password from the standard input, and print none")
    .option("--disable-second-factor", "for one who has lost the authenticator")
    .addHelpText("after", "\nExample:\n  npm run stampede -- sign-in reset --email me@example.com")
    .action(async (options: { email: string; disableSecondFactor?: true } & PasswordOption) => {
      const { email, disableSecondFactor = false } = options;
      await withPassword(context, options, async (password) => {
        const { db } = await useDatabase(context);
        await resetUser({ db }, { email, password, disableSecondFactor });
      });
    });
}

/** Sets a password: the one that is read, or else one that is made and then printed. */
async function withPassword(
  context: CommandContext,
  { passwordStdin }: PasswordOption,
  set: (password: string) => Promise<void>,
): Promise<void> {
  const password = passwordStdin === true ? await readFirstLine(process.stdin) : generatePassword();
  try {
    await set(password);
  } catch (error) {
    throw error instanceof DomainError ? new UsageError(error.message) : error;
  }
  if (passwordStdin === undefined) context.print(password);
}
