import { join } from "node:path";

import { createUser } from "@stampede/auth/create-user";
import { hasPassword } from "@stampede/auth/has-password";
import { type Database, openDatabase } from "@stampede/db/client";
import { ensureOrganizer, findOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { DEMO_ORGANIZER } from "@stampede/domain/organizers/organizer";
import { prepareDataDirectory } from "@stampede/embedded/data-directory";
import { readOrCreateSecret } from "@stampede/embedded/secret-file";

const EMAIL = "organizer@stampede.example";

/** Who may sign in for the demo organizer. */
export interface DemoSignIn {
  readonly email: string;
  /** Null when it was changed since, and so is not known here. */
  readonly password: string | null;
}

/**
 * Lets somebody sign in for the demo organizer, with a password that is made once and kept in the
 * data directory.
 *
 * @param options.isOurs whether the database is the embedded one: another's, which may hold real
 *   sales, is left alone unless the demo organizer is there
 * @returns null where nobody was let in
 * @throws StartupError when the password can be neither read nor written
 */
export async function ensureDemoSignIn(options: {
  connectionString: string;
  dataDirectory: string;
  isOurs: boolean;
}): Promise<DemoSignIn | null> {
  const { connectionString, isOurs } = options;
  const db = openDatabase({ connectionString, applicationName: "stampede-standalone" });
  try {
    if (isOurs) await ensureOrganizer({ db }, DEMO_ORGANIZER);
    else if ((await findOrganizer(db, DEMO_ORGANIZER.slug)) === undefined) return null;
    const directory = await prepareDataDirectory(options.dataDirectory);
    const password = await readOrCreateSecret(join(directory, "organizer-password"));
    return { email: EMAIL, password: (await ensureUser(db, password)) ? password : null };
  } finally {
    await db.close();
  }
}

/** Whether the password is the user's now. */
async function ensureUser(db: Database, password: string): Promise<boolean> {
  const known = await hasPassword({ db }, { email: EMAIL, password });
  if (known !== undefined) return known;
  await createUser({ db }, { organizerSlug: DEMO_ORGANIZER.slug, email: EMAIL, password });
  return true;
}
