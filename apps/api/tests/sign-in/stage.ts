import { createUser } from "@stampede/auth/create-user";
import { openDatabase } from "@stampede/db/client";
import { waitFor } from "@stampede/testing/wait-for";
import { startTestApi, type TestApi } from "../test-api.ts";
import { visit, type Visitor } from "./visitor.ts";

const SIGN_IN_MS_MAX = 40_000;
export const PASSWORD = "canary-password-of-somebody";

/** An API, and people who may sign in. */
export interface Stage extends AsyncDisposable {
  readonly api: TestApi;
  /** Somebody new, for an organizer that is there. */
  addUser(organizerSlug?: string): Promise<{ readonly email: string }>;
  /** Opens a browser, signed in where somebody is named. */
  visit(): Visitor;
  signedIn(email: string): Promise<Visitor>;
  /** Somebody of an organizer's who is signed in, the same for all whose tests leave them so. */
  someone(organizerSlug?: string): Promise<Visitor>;
}

/** Starts the API inside this process. */
export async function setStage(variables: NodeJS.ProcessEnv = {}): Promise<Stage> {
  const api = await startTestApi(variables);
  const db = openDatabase({
    connectionString: api.databaseUrl,
    applicationName: "test",
    poolSize: 2,
  });
  let count = 0;
  const someones = new Map<string, Promise<Visitor>>();
  const stage: Stage = {
    api,
    async addUser(organizerSlug = "foreign") {
      count += 1;
      const email = `canary.organizer.${count}@example.com`;
      await createUser({ db }, { organizerSlug, email, password: PASSWORD });
      return { email };
    },
    visit: () => visit(api.url),
    someone(organizerSlug = "foreign") {
      const known =
        someones.get(organizerSlug) ??
        stage.addUser(organizerSlug).then(({ email }) => stage.signedIn(email));
      someones.set(organizerSlug, known);
      return known;
    },
    async signedIn(email) {
      const visitor = visit(api.url);
      // On a busy machine a password may take longer to look at than an answer may.
      const reply = await waitFor(
        async () => {
          const answer = await visitor.post("/sign-in/email", { email, password: PASSWORD });
          return answer.status === 503 ? undefined : answer;
        },
        { timeoutMs: SIGN_IN_MS_MAX, describe: "an answer to a sign-in" },
      );
      if (reply.status !== 200) throw new Error(`not signed in: ${reply.status} ${reply.text}`);
      return visitor;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await api[Symbol.asyncDispose]();
    },
  };
  return stage;
}
