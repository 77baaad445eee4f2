/** The whole file cannot be imported; the message is one line for a person. */
export class ImportFileError extends Error {
  override readonly name = "ImportFileError";
}
