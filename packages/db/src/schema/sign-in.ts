import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { id, instant } from "./columns.ts";
import { organizers } from "./organizers.ts";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Who may sign in for an organizer. Apart from the sales, because here rows are deleted. */
export const signInSchema = pgSchema("sign_in");

/** A person who acts for one organizer. */
export const users = signInSchema.table(
  "users",
  {
    id: id("id").primaryKey(),
    organizerId: id("organizer_id")
      .notNull()
      .references(() => organizers.id),
    /** In lower case. */
    email: text("email").notNull().unique(),
    name: text("name").notNull(),
    twoFactorEnabled: boolean("two_factor_enabled").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    index("users_organizer").on(table.organizerId),
    check("users_email_lower_case", sql`${table.email} = lower(${table.email})`),
  ],
);

/** A user's password, as a salted scrypt hash. */
export const accounts = signInSchema.table(
  "accounts",
  {
    id: id("id").primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id),
    /** The user's id, for passwords are the only provider. */
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    password: text("password").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [unique("accounts_user_provider").on(table.userId, table.providerId)],
);

/** A browser that is signed in. Its token is worth nothing without the signature in the cookie. */
export const sessions = signInSchema.table(
  "sessions",
  {
    id: id("id").primaryKey(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id),
    token: text("token").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

/** Sign-ins that wait for their second factor, and how often it was wrong. */
export const verifications = signInSchema.table(
  "verifications",
  {
    id: id("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("verifications_identifier").on(table.identifier)],
);

/** A user's second factor; what is secret in it is encrypted under APP_SECRET. */
export const twoFactors = signInSchema.table("two_factors", {
  id: id("id").primaryKey(),
  userId: id("user_id")
    .notNull()
    .unique()
    .references(() => users.id),
  secret: text("secret").notNull(),
  backupCodes: text("backup_codes").notNull(),
  /** Whether a code of it was ever entered: until then it protects nothing. */
  verified: boolean("verified").notNull(),
  failedVerificationCount: integer("failed_verification_count").notNull().default(0),
  lockedUntil: instant("locked_until"),
});

/** Codes that were taken, for as long as they would be right: who saw one typed cannot use it. */
export const usedCodes = signInSchema.table(
  "used_codes",
  {
    userId: id("user_id")
      .notNull()
      .references(() => users.id),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/**
 * Failures in a row for one e-mail address, whether or not somebody has it: who is locked out learns
 * nothing about that. Only the address's hash is stored.
 */
export const attempts = signInSchema.table(
  "attempts",
  {
    emailHash: bytea("email_hash").primaryKey(),
    failures: integer("failures").notNull(),
    lastAt: instant("last_at").notNull(),
    lockedUntil: instant("locked_until"),
  },
  (table) => [index("attempts_last").on(table.lastAt)],
);
