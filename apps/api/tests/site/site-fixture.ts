import { once } from "node:events";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import {
  type IncomingHttpHeaders,
  IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type OrganizerEvent, organizerEventShape } from "@stampede/domain/events/shapes";
import { z } from "zod";
import { newEvent, ORGANIZER_KEY, startTestApi, type TestApi } from "../test-api.ts";

export const AS_ORGANIZER = { "x-api-key": ORGANIZER_KEY };

export const SCRIPT = `export const text = "${"stampede ".repeat(500)}";`;
/** What stands beside the site and must never be served. */
export const SECRET = "not for anybody";
const SHELL = `<!doctype html>
<html lang="en" data-theme="system">
  <head>
    <meta charset="utf-8" />
    <!--stampede:head-->
  </head>
  <body>
    <div id="root"><!--stampede:summary--></div>
    <!--stampede:data-->
    <script type="module" src="/assets/main-Ab3_x.js"></script>
  </body>
</html>
`;

/** Some modules of a site, as the build tells of them. */
const MANIFEST = JSON.stringify({
  "index.html": { file: "assets/main-Ab3_x.js", imports: ["_shared.js"] },
  "_shared.js": { file: "assets/shared-Ab3_x.js" },
  "_stepper.js": { file: "assets/stepper-Ab3_x.js" },
  "_event-Ab3_x.js": {
    name: "buying",
    file: "assets/event-Ab3_x.js",
    imports: ["_shared.js", "_stepper.js", "index.html"],
    css: ["assets/event-Ab3_x.css"],
  },
  "src/texts/en/events.ts": { file: "assets/events-en-Ab3_x.js" },
  "src/texts/pl/events.ts": { file: "assets/events-pl-Ab3_x.js" },
});

/** The name of an event that `PRERENDER` fails at. */
export const UNRENDERED = "Breaks the rendering";
/** What renders pages, as the build makes it: it counts, and says for whom it did it. */
export const PRERENDER = `let count = 0;
export async function prerenderEvent({ event, locale, theme }) {
  const rendering = ++count;
  await new Promise(setImmediate);
  if (event.name === ${JSON.stringify(UNRENDERED)}) throw new Error("cannot be rendered");
  return \`<main data-rendering="\${rendering}" data-look="\${locale} \${theme}"></main>\`;
}
`;

const FILES: Readonly<Record<string, string>> = {
  "site/index.html": SHELL,
  "site/assets/main-Ab3_x.js": SCRIPT,
  "site/assets/tiny-Ab3_x.js": "1",
  "site/favicon.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
  "site/.vite/manifest.json": MANIFEST,
  "site/.env": SECRET,
  "secret.txt": SECRET,
};

/** A directory with a site in it, beside what is none of it. */
export interface SiteDirectory extends AsyncDisposable {
  readonly path: string;
  /** Puts another build in its place, as the build does. */
  replace(changes: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
}

/** Builds a site of a few files by hand. */
export async function createSiteDirectory(): Promise<SiteDirectory> {
  const parent = await mkdtemp(join(tmpdir(), "stampede-site-"));
  const write = async (files: Readonly<Record<string, string | Uint8Array>>, to: string) => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(to, path)), { recursive: true });
      await writeFile(join(to, path), content);
    }
  };
  await write(FILES, parent);
  const path = join(parent, "site");
  return {
    path,
    async replace(changes) {
      await write(FILES, join(parent, "fresh"));
      await write(changes, join(parent, "fresh/site"));
      await rename(path, join(parent, "old"));
      await rename(join(parent, "fresh/site"), path);
    },
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}

/** An API that serves such a site. */
export async function startSiteApi(variables: NodeJS.ProcessEnv = {}): Promise<TestApi> {
  const directory = await createSiteDirectory();
  const api = await startTestApi({ SITE_DIRECTORY: directory.path, ...variables });
  return {
    ...api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** An event of the demo organizer's; published unless it is to stay a draft. */
export async function makeEvent(
  api: Pick<TestApi, "call">,
  { isDraft = false, ...changes }: Record<string, unknown> & { isDraft?: boolean } = {},
): Promise<OrganizerEvent> {
  const input = { ...newEvent(), ...changes };
  const created = await api.call("organizer.events.create", { input, headers: AS_ORGANIZER });
  const event = created.ok(organizerEventShape);
  const publish = { input: { eventId: event.id }, headers: AS_ORGANIZER };
  if (!isDraft) await api.call("organizer.events.publish", publish);
  return event;
}

/** What came back, byte for byte. */
export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Asks for a path exactly as it is written, as no browser would. */
export async function get(
  api: Pick<TestApi, "url">,
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = "GET",
): Promise<RawReply> {
  const { hostname, port } = new URL(api.url);
  const asked = request({ hostname, port, path, method, headers, agent: false });
  asked.end();
  const [reply] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, "response"));
  const chunks: Buffer[] = await reply.toArray();
  const bytes = Buffer.concat(chunks);
  return { status: reply.statusCode ?? 0, headers: reply.headers, bytes, text: bytes.toString() };
}
