import type { BrowserContext, ConsoleMessage, Page, Request, Response } from "playwright-core";

/** What went wrong in the pages of one viewer, and what a test said it would cause. */
interface Problems {
  readonly lines: string[];
  readonly allowed: RegExp[];
}

const collected = new WeakMap<BrowserContext, Problems>();

/** What Chromium prints of a request that failed; the request itself is told of with more. */
const LOAD_FAILURE = "Failed to load resource";
/** The page gave the request up, or went away. */
const GIVEN_UP = "net::ERR_ABORTED";
const LINE_LENGTH_MAX = 500;

/**
 * Collects what goes wrong in every page of a context: errors in the console and uncaught ones,
 * requests to `origin` that fail or are answered with 400 and above (but for a 503 that says when to
 * come again), violations of the Content-Security-Policy, and documents of `origin` whose policy is
 * missing or lets scripts in.
 */
export async function collectProblems(context: BrowserContext, origin: string): Promise<void> {
  const lines: string[] = [];
  collected.set(context, { lines, allowed: [] });
  const add = (line: string): void => void lines.push(line.slice(0, LINE_LENGTH_MAX));
  const isOwn = (url: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

  context.on("console", (message) => {
    if (message.type() !== "error" || isOfOwnRequest(message, isOwn)) return;
    add(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (event) => add(`error: ${String(event.error().stack ?? event.error())}`));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (isOwn(request.url()) && why !== GIVEN_UP) add(`request: ${nameOf(request)}: ${why}`);
  });
  context.on("response", (response) => {
    if (!isOwn(response.url())) return;
    if (response.status() >= 400 && !isTurnedAway(response)) {
      add(`reply: ${response.status()} ${nameOf(response.request())}`);
    }
    const weakness = weaknessOf(response);
    if (weakness !== undefined) add(`policy: ${weakness} at ${nameOf(response.request())}`);
  });
  await context.exposeBinding("stampedeViolation", (_source, violation: string) =>
    add(`policy: ${violation}`),
  );
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const report: unknown = Reflect.get(globalThis, "stampedeViolation");
      const what = `${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`;
      if (typeof report === "function") void Reflect.apply(report, null, [what]);
    });
  });
}

/**
 * Says which problems a test causes on purpose; they may come or not.
 *
 * @param patterns of their lines, such as `/reply: 409 POST \/trpc\/reservations.create/`.
 */
export function allowProblems(page: Page, ...patterns: RegExp[]): void {
  problemsOf(page).allowed.push(...patterns);
}

/** The problems of a page and of all others of its viewer until now, without those allowed. */
export function problems(page: Page): readonly string[] {
  const { lines, allowed } = problemsOf(page);
  return lines.filter((line) => !allowed.some((pattern) => pattern.test(line)));
}

/** The same, and forgets them and what was allowed: what comes next is another matter. */
export function takeProblems(page: Page): readonly string[] {
  const found = problems(page);
  const { lines, allowed } = problemsOf(page);
  lines.length = 0;
  allowed.length = 0;
  return found;
}

function problemsOf(page: Page): Problems {
  const found = collected.get(page.context());
  if (found === undefined) throw new Error("this page was not opened by openBrowser");
  return found;
}

/** A server with much to do asks for patience, and pages have it: they ask again by themselves. */
function isTurnedAway(response: Response): boolean {
  return response.status() === 503 && response.headers()["retry-after"] !== undefined;
}

function isOfOwnRequest(message: ConsoleMessage, isOwn: (url: string) => boolean): boolean {
  return message.text().startsWith(LOAD_FAILURE) && isOwn(message.location().url);
}

/** The method and the path with its procedures, without inputs and credentials. */
function nameOf(request: Request): string {
  return `${request.method()} ${new URL(request.url()).pathname}`;
}

function weaknessOf(response: Response): string | undefined {
  const headers = response.headers();
  if (!(headers["content-type"] ?? "").startsWith("text/html")) return undefined;
  const policy = headers["content-security-policy"];
  if (policy === undefined) return "no Content-Security-Policy";
  const directives = new Map(
    policy.split(";").map((text) => {
      const [name = "", ...sources] = text.trim().split(/\s+/);
      return [name, sources] as const;
    }),
  );
  const scripts = directives.get("script-src") ?? directives.get("default-src") ?? ["nothing"];
  const isStrict = scripts.every((source) => source === "'self'" || source === "'none'");
  return isStrict ? undefined : `scripts from ${scripts.join(" ")}`;
}
