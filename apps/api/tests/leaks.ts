import { APP_SECRET, ORGANIZER_KEY } from "./test-api.ts";

/** What only the inside of the server knows: its files, its stacks, its statements, its secrets. */
const INSIDES: readonly RegExp[] = [
  /\.[cm]?[jt]sx?:\d/,
  /node_modules|file:\/\/|\/packages\/|\/apps\//,
  /\bat (async )?\S+ \(/,
  /\b(SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM) /,
  /violates|syntax for type|relation "|column "|postgres|drizzle|better-auth/i,
  /\bE(CONN|PIPE|NO|TIMED)[A-Z]*\b/,
  /postgres(ql)?:\/\/|rediss?:\/\//,
];

/** What a reply says that no reply may, or undefined. */
export function leakIn(text: string): string | undefined {
  for (const secret of [APP_SECRET, ORGANIZER_KEY]) {
    if (text.includes(secret)) return "a secret";
  }
  for (const pattern of INSIDES) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
