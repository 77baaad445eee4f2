/** What the programs under test inherit. */
export const INHERITED: Readonly<NodeJS.ProcessEnv> = process.env;

/** An owner's connection string to a server that tests may make databases on; unset for their own. */
export const TEST_DATABASE_URL = process.env["TEST_DATABASE_URL"];

/** The browser that tests drive; unset for the first that is found. */
export const CHROMIUM_PATH = process.env["CHROMIUM_PATH"];
