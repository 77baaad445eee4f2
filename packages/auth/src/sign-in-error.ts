/** What only signing in refuses, beside what the domain does. */
export type SignInReason =
  /** The request does not come from one of this site's pages. */
  | "FOREIGN_ORIGIN"
  /** The e-mail address or the password is wrong; which of them is not said. */
  | "WRONG_CREDENTIALS"
  /** The password of somebody who is signed in. */
  | "WRONG_PASSWORD"
  /** A code of the second factor that is wrong, or was used before. */
  | "WRONG_CODE"
  /** There is no sign-in that waits for its second factor, or not any more. */
  | "CHALLENGE_ENDED"
  | "SECOND_FACTOR_ON"
  | "SECOND_FACTOR_OFF";

const MESSAGES: Readonly<Record<SignInReason, string>> = {
  FOREIGN_ORIGIN: "This is only for the pages of this site.",
  WRONG_CREDENTIALS: "The e-mail address or the password is wrong.",
  WRONG_PASSWORD: "The password is wrong.",
  WRONG_CODE: "The code is wrong, or was used before.",
  CHALLENGE_ENDED: "This sign-in has ended; begin it again.",
  SECOND_FACTOR_ON: "The second factor is on already.",
  SECOND_FACTOR_OFF: "There is no second factor.",
};

/** A refusal of signing in, with a stable reason for programs. */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly reason: SignInReason;

  constructor(reason: SignInReason) {
    super(MESSAGES[reason]);
    this.reason = reason;
  }
}
