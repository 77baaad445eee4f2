import { once } from "node:events";
import { type IncomingMessage, get } from "node:http";
import { spreadOf } from "../figures/percentile.ts";
import { openEventPages } from "../web/event-page.ts";
import { type Benchmark, NO_CHROMIUM } from "./benchmark.ts";

const BYTES_A_KB = 1_000;
const OK = 200;

/** What a buyer's phone must load before it can buy. */
export const webScript: Benchmark = {
  name: "web-script",
  title: "JavaScript of the event page, gzipped",
  group: "web",
  goal: { compare: "<=", bound: 130 },
  async run(stage) {
    await using pages = await openEventPages(stage);
    if (pages === undefined) return { skipped: NO_CHROMIUM };
    const page = await pages.open();
    const scripts = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.add(request.url());
    });
    await page.goto(pages.url, { waitUntil: "networkidle" }).catch(() => undefined);
    await page.locator("main output").first().waitFor();
    const sizes = await Promise.all([...scripts].map(gzippedSize));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return {
      figure: { unit: "kB", spread: spreadOf([total / BYTES_A_KB]) },
      more: Object.fromEntries(
        [...scripts].map((url, index) => [
          `${new URL(url).pathname.split("/").at(-1)}, kB`,
          (sizes[index] ?? 0) / BYTES_A_KB,
        ]),
      ),
    };
  },
};

/** The bytes on the wire for whoever takes gzip and nothing better. */
async function gzippedSize(url: string): Promise<number> {
  const asking = get(url, { headers: { "accept-encoding": "gzip" } });
  const [reply]: IncomingMessage[] = await once(asking, "response");
  // A file of a few hundred bytes is sent as it is.
  if (reply?.statusCode !== OK) throw new Error(`${url} was answered with ${reply?.statusCode}`);
  let bytes = 0;
  for await (const chunk of reply) bytes += Buffer.byteLength(chunk);
  return bytes;
}
