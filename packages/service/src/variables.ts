import { BlockList } from "node:net";
import { GATEWAY_NAMES } from "@stampede/domain/payments/create-gateway";
import { z } from "zod";
import { parseTrustedProxies } from "./trusted-proxies.ts";

const PORT_MAX = 65_535;
const SECRET_LENGTH_MIN = 32;
const SECRETS_MAX = 10;
const HOLD_SECONDS_MAX = 86_400;
const PROCESSES_MAX = 64;

/**
 * What each variable of a server process must be, and its default. A program takes those that it
 * reads; no message quotes a value, which may be a secret.
 */
export const variables = {
  /** 0 asks the system for a free one. */
  PORT: portFrom(0).default(3_000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: ({ input }) => (input === undefined ? "must be set" : "must be a postgres:// URL"),
  }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, hostname: /./, error: "must be a redis:// or rediss:// URL" })
    .optional(),
  QUEUE_BACKEND: oneOf(["auto", "redis", "postgres"]).default("auto"),
  APP_SECRET: z
    .string("must be set")
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .refine(
      (list) =>
        list.length <= SECRETS_MAX && list.every(({ length }) => length >= SECRET_LENGTH_MIN),
      `must be 1 to ${SECRETS_MAX} secrets of ${SECRET_LENGTH_MIN} characters or more, newest first, with commas between them`,
    )
    .transform(([newest = "", ...older]): [string, ...string[]] => [newest, ...older]),
  HOLD_SECONDS: wholeNumber(1, HOLD_SECONDS_MAX).default(900),
  ORGANIZER_API_KEY: z.string().optional(),
  PAYMENT_GATEWAY: oneOf(GATEWAY_NAMES).default("simulated"),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an http(s):// URL" }).optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text, issues) => {
      const list = parseTrustedProxies(text);
      if (list !== null) return list;
      issues.addIssue("must be addresses or CIDR ranges with commas between them");
      return z.NEVER;
    })
    .default(new BlockList()),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  RATE_LIMITS: oneOf(["on", "off"]).default("on"),
  WEB_CONCURRENCY: wholeNumber(1, PROCESSES_MAX).default(1),
  SITE_DIRECTORY: z.string().optional(),
  SITE_RELOADS: oneOf(["on", "off"]).default("off"),
  HEALTH_PORT: portFrom(1).optional(),
  STAMPEDE_DATA_DIR: z.string().default(".data"),
};

/** A TCP port that is not below `min`. */
export function portFrom(min: 0 | 1) {
  return wholeNumber(min, PORT_MAX);
}

function wholeNumber(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.int(error).min(min, error).max(max, error));
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  const last = values.at(-1);
  const others = values.slice(0, -1).join(", ");
  return z.enum(values, `must be ${others === "" ? last : `${others} or ${last}`}`);
}
