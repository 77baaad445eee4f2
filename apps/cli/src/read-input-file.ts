import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { decodeText, FILE_BYTES_MAX } from "@stampede/domain/import/decode-text";
import { errorCode } from "@stampede/embedded/error-code";
import { UsageError } from "./explain-error.ts";

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a directory",
};

/**
 * Reads a text file that a person named.
 *
 * @param path relative to `directory`.
 * @throws {UsageError} when it cannot be read.
 * @throws {ImportFileError} when it is too long or not UTF-8.
 */
export async function readInputFile(path: string, directory: string): Promise<string> {
  let bytes: Buffer;
  try {
    await using file = await open(resolve(directory, path));
    // One more than may be, so that a longer one is known without being read, and a pipe works.
    bytes = await readUpTo(file, FILE_BYTES_MAX + 1);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UsageError(`${path}: ${READ_ERRORS[code] ?? code}`);
  }
  return decodeText(bytes);
}

async function readUpTo(file: Awaited<ReturnType<typeof open>>, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = file.createReadStream({ autoClose: false });
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= bytesMax) break;
  }
  return Buffer.concat(chunks);
}
