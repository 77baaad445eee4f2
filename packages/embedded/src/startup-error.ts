/**
 * The world is not as a start needs it: its message is one line that says what is wrong and what
 * to do. Programs print it without a stack and end with status 1.
 */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
