import { randomBytes } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";

const GENERATED_BYTES = 18;

/** A password that nobody guesses: 144 random bits. */
export function generatePassword(): string {
  return randomBytes(GENERATED_BYTES).toString("base64url");
}

/** What is stored of a password: its scrypt hash with a salt of its own. */
export function passwordHash(password: string): Promise<string> {
  return hashPassword(password);
}

/** Whether this is the password of the hash. */
export function isPassword(password: string, hash: string): Promise<boolean> {
  return verifyPassword({ hash, password });
}
