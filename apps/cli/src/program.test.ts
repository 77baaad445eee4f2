import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, CommanderError } from "commander";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readEnvironment } from "./environment.ts";
import { explainError } from "./explain-error.ts";
import { createProgram } from "./program.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "stampede-cli-"));
  await writeFile(join(directory, "broken.jsonld"), '{\n"@graph": [,]}');
  await writeFile(join(directory, "latin.jsonld"), Buffer.from([0x7b, 0xe9]));
});

afterAll(() => rm(directory, { recursive: true }));

/** What a command writes and how it fails where it needs no database to know. */
async function run(args: readonly string[]): Promise<string> {
  let written = "";
  const write = (text: string) => void (written += text);
  await using resources = new AsyncDisposableStack();
  const environment = readEnvironment({
    INIT_CWD: directory,
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  const program = createProgram({ environment, resources, print: write, warn: write });
  const prepare = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut: write, writeErr: write });
    command.commands.forEach(prepare);
  };
  prepare(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) written += explainError(error);
  }
  return written;
}

it.each([
  ["migrate"],
  ["import"],
  ["check"],
  ["release"],
  ["api-key create"],
  ["sign-in create"],
  ["sign-in reset"],
  [""],
])("%s --help shows an example", async (command) => {
  const args = [...command.split(" ").filter((word) => word !== ""), "--help"];
  expect(await run(args)).toMatch(/Examples?:\n {2}.*npm run stampede -- /u);
});

it.each([
  [["import", "none.jsonld", "--organizer", "o"], "none.jsonld: there is no such file"],
  [["import", "broken.jsonld", "--organizer", "o"], "broken.jsonld is not JSON: "],
  [
    ["import", "latin.jsonld", "--organizer", "o"],
    "latin.jsonld is not UTF-8 text (line 1, byte 2)",
  ],
  [["import", ".", "--organizer", "o"], ".: it is a directory"],
  [["import", "x"], "required option '--organizer <slug>' not specified"],
  [["import", "x", "--organizer", "Ö"], "option '--organizer <slug>' argument 'Ö' is invalid"],
  [["import", "x", "--organizer", "o", "--timezone", "Mars"], "is not an IANA time zone"],
  [["import", "x", "--organizer", "o", "--start-time", "25:00"], "It is written HH:MM"],
  [["import", "x", "--organizer", "o", "--ticket-type", "A:1"], "NAME:CENTS:CAPACITY"],
  [["api-key", "create"], "required option '--organizer <slug>' not specified"],
  [["sign-in", "create", "--organizer", "o"], "required option '--email <address>' not specified"],
  [["sign-in", "reset"], "required option '--email <address>' not specified"],
  [["sign-in", "create", "--organizer", "o", "--email", "nobody"], "email: Invalid email address"],
  [["check"], "the database is out of reach: "],
  [["chekc"], "unknown command 'chekc'"],
])("%j says what is wrong", async (args, reason) => {
  expect(await run(args)).toContain(reason);
});

it.each([
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must be a postgres:// URL"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent"],
])("names the variable that is wrong in %j", (variables, reason) => {
  expect(() => readEnvironment(variables)).toThrow(reason);
});

it("takes an empty variable for one that is not set", () => {
  expect(readEnvironment({ DATABASE_URL: "", STAMPEDE_DATA_DIR: "" })).toEqual({
    STAMPEDE_DATA_DIR: ".data",
    LOG_LEVEL: "info",
  });
});
