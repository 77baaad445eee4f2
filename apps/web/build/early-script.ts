import { createHash } from "node:crypto";
import { join } from "node:path";

import { build, type Plugin } from "vite";

const SOURCE = join(import.meta.dirname, "../src/early/main.ts");
const HASH_LENGTH = 8;

const ENTRY = /<script type="module" crossorigin src="([^"]+)"><\/script>/u;

/**
 * Builds what answers presses before the page's scripts are there, as a script of its own in the head:
 * nothing of the page may be waited for, and nobody can press before it has run. It starts the page's
 * own script, which is only fetched until then.
 */
export function earlyScript(): Plugin {
  let code = "";
  let fileName = "";
  return {
    name: "stampede:early-script",
    apply: (_, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    async buildStart() {
      code = await bundle();
      const hash = createHash("sha256").update(code).digest("hex").slice(0, HASH_LENGTH);
      fileName = `assets/early-${hash}.js`;
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: code });
    },
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const [element, entry] = ENTRY.exec(html) ?? [];
        if (element === undefined || entry === undefined) {
          throw new Error("the built page has no script");
        }
        const early = `<script src="/${fileName}" data-starts="${entry}"></script>`;
        return html.replace(
          element,
          `<link rel="modulepreload" crossorigin href="${entry}" />\n    ${early}`,
        );
      },
    },
  };
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: SOURCE, output: { format: "iife" } },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs.flatMap((one) => ("output" in one ? one.output : [])).at(0);
  if (chunk?.type !== "chunk") throw new Error(`${SOURCE} gave no script`);
  return chunk.code;
}
