import { resolve } from "node:path";

/** The repository's directory, which relative paths in the environment start from. */
export const ROOT = resolve(import.meta.dirname, "../../..");
