/** The world is not as a start needs it. The message is one line, and says what is wrong. */
export class StartError extends Error {
  override readonly name = "StartError";
}
