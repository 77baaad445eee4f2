import { ImportFileError } from "./import-file-error.ts";
import { isNode, type JsonNode, text, values } from "./json-node.ts";

const RECORDS_MAX = 100_000;
/** An array whose members have graphs is the deepest that publishers write. */
const NESTING_MAX = 3;

/** One thing that a file holds, and where, so that a refusal can be found in it. */
export interface SchemaOrgRecord {
  /** Such as `@graph[12]`, `[3]`, or `document` for a file that is one event. */
  readonly place: string;
  readonly name: string | null;
  /** As it was read; not yet known to be an object. */
  readonly node: unknown;
}

/**
 * Finds the records of a schema.org JSON-LD document: one event, an array, or an `@graph`.
 *
 * @throws {ImportFileError} when the text is not JSON, with its place; or holds no record, or more
 *   than 100 000.
 */
export function parseSchemaOrg(json: string): SchemaOrgRecord[] {
  const records = [...recordsOf(parseJson(json), "", 0)];
  if (records.length === 0) throw new ImportFileError("holds no records");
  if (records.length > RECORDS_MAX) {
    throw new ImportFileError(
      `holds ${records.length} records; at most ${RECORDS_MAX} can be imported at once`,
    );
  }
  return records;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // The engine quotes the text that it choked on, line breaks included.
    const oneLine = said.replaceAll(/\s+/gu, " ");
    throw new ImportFileError(`is not JSON: ${oneLine}${placeIn(json, oneLine)}`);
  }
}

/** The engine names no place for a text that ends too early. */
function placeIn(json: string, message: string): string {
  if (/line \d+|position \d+/u.test(message)) return "";
  const lines = json.split("\n");
  return ` (line ${lines.length} column ${(lines.at(-1)?.length ?? 0) + 1}, where the text ends)`;
}

function* recordsOf(value: unknown, place: string, depth: number): Generator<SchemaOrgRecord> {
  const list = depth < NESTING_MAX ? listIn(value, place) : null;
  if (list === null) {
    yield { place: place || "document", name: nameOf(value), node: value };
    return;
  }
  for (const [index, member] of list.members.entries()) {
    yield* recordsOf(member, `${list.place}[${index}]`, depth + 1);
  }
}

function listIn(
  value: unknown,
  place: string,
): { place: string; members: readonly unknown[] } | null {
  if (Array.isArray(value)) return { place, members: value };
  if (!isNode(value) || !Object.hasOwn(value, "@graph")) return null;
  return { place: place === "" ? "@graph" : `${place}.@graph`, members: graphOf(value) };
}

function graphOf(node: JsonNode): readonly unknown[] {
  return values(node, "@graph");
}

function nameOf(value: unknown): string | null {
  return isNode(value) ? text(value, "name") : null;
}
