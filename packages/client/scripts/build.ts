import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { flattenRouter } from "./flatten-router.ts";
import { serverPackagesIn } from "./server-packages.ts";

const HERE = resolve(import.meta.dirname, "..");
const ROOT = resolve(HERE, "../..");
const ROUTER_TYPES = join(ROOT, "packages/router/dist/src/router.d.ts");
const SOURCE_IMPORT = /"(\.{1,2}\/[\w/-]+)\.ts"/g;
const ROUTER_IMPORT = /"@stampede\/router\/router"/g;

/**
 * Builds the package as it is published, into `outDir`: JavaScript, and declarations in which the
 * server's router is written out as plain types.
 *
 * @throws Error when the name of a server package is left in any file, or the compiler refuses one.
 */
export async function build(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await compile(outDir);
  await writeFile(join(outDir, "router.d.ts"), flattenRouter(await readFile(ROUTER_TYPES, "utf8")));
  await mendDeclarations(outDir);
  await refuseServerPackages(outDir);
  await writeFile(join(outDir, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);
  await copyFile(join(HERE, "README.md"), join(outDir, "README.md"));
}

async function compile(outDir: string): Promise<void> {
  const config = join(outDir, "tsconfig.json");
  await writeFile(
    config,
    JSON.stringify({
      extends: relative(outDir, join(ROOT, "tsconfig.base.json")),
      compilerOptions: {
        rootDir: relative(outDir, join(HERE, "src")),
        outDir: ".",
        tsBuildInfoFile: "tsconfig.tsbuildinfo",
        emitDeclarationOnly: false,
      },
      include: [relative(outDir, join(HERE, "src"))],
      exclude: [relative(outDir, join(HERE, "src/**/*.test.ts"))],
      references: [{ path: relative(outDir, join(ROOT, "packages/router")) }],
    }),
  );
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const compiler = spawn(process.execPath, [tsc, "--build", config], { stdio: "inherit" });
  const [status] = await once(compiler, "exit");
  if (status !== 0) throw new Error(`the compiler ended with status ${String(status)}`);
  await rm(config);
  await rm(join(outDir, "tsconfig.tsbuildinfo"));
}

/** The compiler rewrites the paths of imports in the JavaScript that it emits, but not in its declarations. */
async function mendDeclarations(outDir: string): Promise<void> {
  for (const name of await filesIn(outDir)) {
    if (!name.endsWith(".d.ts")) continue;
    const file = join(outDir, name);
    const router = `"${name.includes("/") ? ".." : "."}/router.js"`;
    const text = (await readFile(file, "utf8")).replace(ROUTER_IMPORT, router);
    await writeFile(file, text.replace(SOURCE_IMPORT, '"$1.js"'));
  }
}

async function refuseServerPackages(outDir: string): Promise<void> {
  for (const name of await filesIn(outDir)) {
    const leaks = serverPackagesIn(await readFile(join(outDir, name), "utf8"));
    if (leaks.length > 0) throw new Error(`${name} names ${leaks.join(", ")}`);
  }
}

/** The files of the package, those for React one folder down. */
async function filesIn(outDir: string): Promise<string[]> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) =>
    relative(outDir, join(parentPath, name)).replaceAll("\\", "/"),
  );
}

async function manifest(): Promise<object> {
  const own = await readManifest(join(HERE, "package.json"));
  const dependencies: Record<string, unknown> = {};
  for (const name of Object.keys(own.dependencies ?? {})) {
    const { version } = await readManifest(join(HERE, "node_modules", name, "package.json"));
    dependencies[name] = version;
  }
  const { name, version, description, license, type, peerDependencies, peerDependenciesMeta } = own;
  return {
    name,
    version,
    description,
    license,
    type,
    sideEffects: false,
    exports: { "./*": { types: "./*.d.ts", default: "./*.js" } },
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
  };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly peerDependenciesMeta?: Record<string, { readonly optional: boolean }>;
}

async function readManifest(file: string): Promise<Manifest> {
  return JSON.parse(await readFile(file, "utf8"));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await build(join(HERE, "dist/package"));
}
