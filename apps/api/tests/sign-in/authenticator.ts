import { TOTP, URI } from "otpauth";

const STEP_MS = 30_000;

/** An authenticator that shows the codes of a secret. */
export function authenticator(uri: string) {
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error("no TOTP");
  return {
    issuer: totp.issuer,
    label: totp.label,
    /** @param steps later than now, which the server accepts of one */
    code: (steps = 0) => totp.generate({ timestamp: Date.now() + steps * STEP_MS }),
    /** @param steps another one for each */
    wrong: (steps = 0) => totp.generate({ timestamp: steps * STEP_MS }),
  };
}
