import type { DomainContext } from "@stampede/domain/context";
import { isApiKeyShaped } from "@stampede/domain/organizers/api-key-form";
import { apiKeyHash, isSameApiKey } from "@stampede/domain/organizers/api-key-hash";
import { authenticateApiKey } from "@stampede/domain/organizers/authenticate-api-key";
import type { Organizer } from "@stampede/domain/organizers/organizer";
import { createTurnstile } from "./turnstile.ts";

/** Of a process's connections, doubted keys may have so many. */
const DOUBTED_AT_ONCE_MAX = 2;
/** Few enough that the last in line is looked up in time, on a busy machine too: some 5 ms each. */
const DOUBTED_WAITING_MAX = 200;
/** Keys that are known to be right; the oldest is forgotten for one more. */
const KNOWN_MAX = 1_000;

/** What can be told of the API keys that come with calls. */
export interface OrganizerKeys {
  /** Whether a key is worth a look-up; looks nothing up. */
  isShaped(key: string): boolean;
  /** Whether it is the one that the environment names, or was right when it was last looked up. */
  isKnown(key: string): boolean;
  /**
   * Whose key it is; undefined for one that is nobody's, and without a look-up for one that is in
   * none of the forms that keys have.
   *
   * @param isDoubted whether its client sent too many wrong ones. Keys of such a client that are not
   *   known are looked up a few at a time: a right one from the same address still counts, and whoever
   *   makes keys up without end keeps nobody else from the database.
   * @throws {DomainError} `OVERLOADED` when too many doubted keys wait.
   */
  find(key: string, isDoubted: boolean): Promise<Organizer | undefined>;
}

/** @param demoApiKey the key that the environment names, if it does. */
export function createOrganizerKeys(
  domain: Pick<DomainContext, "db">,
  demoApiKey: string | undefined,
): OrganizerKeys {
  const doubted = createTurnstile({
    atOnceMax: DOUBTED_AT_ONCE_MAX,
    waitingMax: DOUBTED_WAITING_MAX,
    refusal: "Too many wrong keys come from this address; try again.",
  });
  const isNamed = (key: string): boolean =>
    demoApiKey !== undefined && isSameApiKey(key, demoApiKey);
  const known = new Set<string>();
  const lookUp = async (key: string): Promise<Organizer | undefined> => {
    const organizer = await authenticateApiKey(domain, key, demoApiKey);
    note(known, key, organizer !== undefined);
    return organizer;
  };
  const isKnown = (key: string): boolean => isNamed(key) || known.has(nameOf(key));
  return {
    isShaped: (key) => isApiKeyShaped(key) || isNamed(key),
    isKnown,
    async find(key, isDoubted) {
      if (!isDoubted || !isApiKeyShaped(key) || isKnown(key)) return lookUp(key);
      return doubted.pass(() => lookUp(key));
    },
  };
}

function note(known: Set<string>, key: string, isRight: boolean): void {
  const name = nameOf(key);
  if (!isRight) {
    known.delete(name);
    return;
  }
  if (known.has(name)) return;
  const [oldest] = known;
  if (known.size >= KNOWN_MAX && oldest !== undefined) known.delete(oldest);
  known.add(name);
}

/** What stands for a key in memory, where the key itself has no business. */
function nameOf(key: string): string {
  return apiKeyHash(key).toString("base64");
}
