import { glob, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { getMimeType } from "hono/utils/mime";
import type { Logger } from "pino";
import { type Encoding, encode, ENCODINGS } from "./encoding.ts";
import { digest } from "./entity-tag.ts";
import { type Prerender, loadPrerender } from "./prerender.ts";
import { createPreloads, type Preloads } from "./preloads.ts";
import { parseShell, type Shell } from "./shell.ts";

const FILES_MAX = 5_000;
const BYTES_MAX = 64 * 1_024 * 1_024;
const SHELL = "index.html";
const MANIFEST = ".vite/manifest.json";
const PRERENDER = ".prerender";
/** Where the build puts what has a hash of its content in its name. */
const HASHED = /^\/assets\//;
const COMPRESSIBLE = /^(?:text\/|image\/svg|application\/(?:json|manifest\+json|xml|wasm))/;
/** Made by the build beside what they are the compressed form of. */
const COMPRESSED: Readonly<Record<string, Encoding>> = { ".br": "br", ".gz": "gzip" };
/** A compressed form that saves less than this is not worth the reader's unpacking. */
const WORTHWHILE = 0.95;

/** A file of the built site, with all the bytes it may be sent as. */
export interface SiteFile {
  readonly type: string;
  readonly isHashed: boolean;
  readonly etag: string;
  readonly bodies: ReadonlyMap<Encoding, Uint8Array<ArrayBuffer>>;
}

/** The built site. */
export interface BuiltSite {
  readonly shell: Shell;
  readonly preloads: Preloads;
  /** Absent from a site that was built without it. */
  readonly prerender: Prerender | undefined;
  /** By the path of their address. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** Changes with whatever is built. */
  readonly version: string;
}

/**
 * Reads the whole built site into memory, once: a path that is asked for is looked up among those
 * that were there and never on the disk, so that none leads out of the directory.
 *
 * @returns undefined when there is no site in the directory.
 * @throws {Error} when what is there is no site of ours, or is too large.
 */
export async function readSite(directory: string, log: Logger): Promise<BuiltSite | undefined> {
  const contents = await readContents(directory);
  const shell = contents.get(`/${SHELL}`);
  if (shell === undefined) return undefined;
  const files = new Map<string, SiteFile>();
  for (const [path, bytes] of contents) {
    if (path !== `/${SHELL}` && compressedOf(path, contents) === undefined) {
      files.set(path, toFile(path, bytes, contents));
    }
  }
  return {
    shell: parseShell(shell.toString("utf8")),
    preloads: createPreloads(
      await readFile(join(directory, MANIFEST), "utf8").catch(() => undefined),
    ),
    prerender: await loadPrerender(join(directory, PRERENDER), log),
    files,
    version: digest(...[...contents].flat()),
  };
}

async function readContents(directory: string): Promise<Map<string, Buffer<ArrayBuffer>>> {
  const paths: string[] = [];
  for await (const entry of glob("**/*", { cwd: directory, withFileTypes: true })) {
    const path = relative(directory, join(entry.parentPath, entry.name));
    // What starts with a dot is the build's own, such as its manifest.
    if (entry.isFile() && !path.split(sep).some((name) => name.startsWith("."))) paths.push(path);
    if (paths.length > FILES_MAX) throw new Error(`the site has more than ${FILES_MAX} files`);
  }
  const contents = new Map<string, Buffer<ArrayBuffer>>();
  let total = 0;
  for (const path of paths.sort()) {
    const bytes = await readFile(join(directory, path));
    total += bytes.length;
    if (total > BYTES_MAX) throw new Error(`the site has more than ${BYTES_MAX} bytes`);
    contents.set(`/${path.replaceAll(sep, "/")}`, bytes);
  }
  return contents;
}

function toFile(
  path: string,
  bytes: Buffer<ArrayBuffer>,
  contents: ReadonlyMap<string, Buffer<ArrayBuffer>>,
): SiteFile {
  const type = getMimeType(path) ?? "application/octet-stream";
  const bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>([["identity", bytes]]);
  for (const encoding of COMPRESSIBLE.test(type) ? ENCODINGS : []) {
    const [suffix = ""] = Object.entries(COMPRESSED).find(([, name]) => name === encoding) ?? [];
    const body = contents.get(path + suffix) ?? encode(bytes, encoding);
    if (body.length < bytes.length * WORTHWHILE) bodies.set(encoding, body);
  }
  return { type, isHashed: HASHED.test(path), etag: `W/"${digest(bytes)}"`, bodies };
}

/** What the file is the compressed form of, if it is one. */
function compressedOf(path: string, contents: ReadonlyMap<string, unknown>): string | undefined {
  const suffix = Object.keys(COMPRESSED).find((end) => path.endsWith(end));
  if (suffix === undefined) return undefined;
  const plain = path.slice(0, -suffix.length);
  return contents.has(plain) ? plain : undefined;
}
