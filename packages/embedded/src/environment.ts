/** Where programs are looked for. */
export const SEARCH_PATH = process.env["PATH"] ?? "";

/** What PostgreSQL needs of this process's environment; it is given none of its secrets. */
export const POSTGRES_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: SEARCH_PATH,
  LC_ALL: "C",
  TZ: "UTC",
  // Windows resolves its own libraries by it.
  ...(process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] }),
};
