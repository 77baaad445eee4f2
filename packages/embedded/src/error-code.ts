/**
 * The `code` of a Node.js system error, such as `"ENOENT"`.
 * @returns undefined for anything that carries none.
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
