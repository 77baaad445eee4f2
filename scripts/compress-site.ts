import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = /\.(?:css|js|json|svg|txt|wasm|webmanifest|xml)$/;
/** Below this there is nothing to gain. */
const BYTES_MIN = 256;
const GZIP_LEVEL = 9;

/**
 * Puts the compressed forms of a built site's files beside them, `.br` and `.gz`, as small as they
 * get: once here instead of at each start of each server.
 */
export async function compressSite(directory: string): Promise<void> {
  const compressing: Promise<void>[] = [];
  for await (const path of glob("**/*", { cwd: directory })) {
    if (COMPRESSIBLE.test(path)) compressing.push(compressFile(join(directory, path)));
  }
  await Promise.all(compressing);
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < BYTES_MIN) return;
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: GZIP_LEVEL }));
}
