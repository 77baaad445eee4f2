/** What the programs under test inherit. */
export const INHERITED: Readonly<NodeJS.ProcessEnv> = process.env;

/** An owner's connection string to a server that tests may make databases on; unset for their own. */
export const TEST_DATABASE_URL = process.env["TEST_DATABASE_URL"];
