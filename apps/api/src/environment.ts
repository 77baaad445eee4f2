import { BlockList, isIP } from "node:net";
import { z } from "zod";

const SECRET_LENGTH_MIN = 32;
const SECRETS_MAX = 10;
const HOLD_SECONDS_MAX = 86_400;
const CONCURRENCY_MAX = 64;

/** A variable has a wrong value. The message is one line, names each, and quotes none of the values. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.int(error).min(min, error).max(max, error));
};

const secrets = z
  .string("must be set")
  .transform((text) => text.split(",").map((secret) => secret.trim()))
  .refine(
    (list) => list.length <= SECRETS_MAX && list.every(({ length }) => length >= SECRET_LENGTH_MIN),
    `must be 1 to ${SECRETS_MAX} secrets of ${SECRET_LENGTH_MIN} characters or more, newest first, with commas between them`,
  )
  .transform(([newest = "", ...older]): [string, ...string[]] => [newest, ...older]);

const trustedProxies = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
  )
  .transform((entries, issues) => {
    const list = new BlockList();
    if (entries.every((entry) => addTo(list, entry))) return list;
    issues.addIssue("must be addresses or CIDR ranges with commas between them");
    return z.NEVER;
  });

const redisUrl = z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" });

const schema = z
  .object({
    NODE_ENV: z.string().default("development"),
    PORT: wholeNumber(0, 65_535).default(3_000),
    HOST: z.string().default("127.0.0.1"),
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: ({ input }) => (input === undefined ? "must be set" : "must be a postgres:// URL"),
    }),
    REDIS_URL: redisUrl.optional(),
    QUEUE_BACKEND: z
      .enum(["auto", "redis", "postgres"], "must be auto, redis or postgres")
      .default("auto"),
    APP_SECRET: secrets,
    HOLD_SECONDS: wholeNumber(1, HOLD_SECONDS_MAX).default(900),
    ORGANIZER_API_KEY: z.string().optional(),
    PAYMENT_GATEWAY: z.enum(["simulated"], "must be simulated").default("simulated"),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: "must be an http(s):// URL" }).optional(),
    TRUSTED_PROXIES: trustedProxies.default(new BlockList()),
    LOG_LEVEL: z
      .enum(
        ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
        "must be trace, debug, info, warn, error, fatal or silent",
      )
      .default("info"),
    RATE_LIMITS: z.enum(["on", "off"], "must be on or off").default("on"),
    WEB_CONCURRENCY: wholeNumber(1, CONCURRENCY_MAX).default(1),
  })
  .refine(({ QUEUE_BACKEND, REDIS_URL }) => QUEUE_BACKEND !== "redis" || REDIS_URL !== undefined, {
    path: ["REDIS_URL"],
    message: "must be set when QUEUE_BACKEND is redis",
  });

/** What this program reads of its environment, in the shapes that it is used in. */
export type Environment = ReturnType<typeof readEnvironment>;

/**
 * Reads the environment; an empty variable counts as one that is not set.
 *
 * @throws {EnvironmentError} naming every wrong variable in one line.
 */
export function readEnvironment(variables = process.env) {
  const set = Object.entries(variables).filter(([, value]) => value !== "");
  const { data, error } = schema.safeParse(Object.fromEntries(set));
  if (error !== undefined) {
    const problems = error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new EnvironmentError([...new Set(problems)].join("; "));
  }
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    queueBackend: queueBackend(data),
    appSecrets: data.APP_SECRET,
    holdSeconds: data.HOLD_SECONDS,
    organizerApiKey: data.ORGANIZER_API_KEY,
    paymentGateway: data.PAYMENT_GATEWAY,
    publicUrl: data.PUBLIC_URL,
    trustedProxies: data.TRUSTED_PROXIES,
    logLevel: data.LOG_LEVEL,
    rateLimits: data.RATE_LIMITS === "on",
    processes: data.WEB_CONCURRENCY,
  };
}

function queueBackend({ QUEUE_BACKEND, REDIS_URL, DATABASE_URL }: z.output<typeof schema>) {
  return REDIS_URL !== undefined && QUEUE_BACKEND !== "postgres"
    ? ({ kind: "redis", url: REDIS_URL } as const)
    : ({ kind: "postgres", connectionString: DATABASE_URL } as const);
}

function addTo(list: BlockList, entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  const family = version === 6 ? "ipv6" : "ipv4";
  if (bits === undefined) {
    list.addAddress(address, family);
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 6 ? 128 : 32)) return false;
  list.addSubnet(address, Number(bits), family);
  return true;
}
