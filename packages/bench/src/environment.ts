/** Where programs such as pgbench are looked for. */
export const SEARCH_PATH = process.env["PATH"] ?? "";

/** What the servers that are measured read; their own files say what each variable means. */
export const VARIABLES: Readonly<NodeJS.ProcessEnv> = process.env;
