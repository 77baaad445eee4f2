import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

const OTHER_WORDS_FOR_HELD = /trzyma|zablokowan|w trakcie zakupu|nadal są zarezerwowane/i;
/** Of the connection, not of tickets. */
const PAUSED = 'paused: "Wstrzymane"';

test("Polish has one word for what is held", async () => {
  const found: string[] = [];
  for await (const name of glob("*.ts", { cwd: join(import.meta.dirname, "pl") })) {
    const text = await readFile(join(import.meta.dirname, "pl", name), "utf8");
    const lines = text.replace(PAUSED, "").split("\n");
    found.push(...lines.filter((line) => OTHER_WORDS_FOR_HELD.test(line)));
  }
  expect(found).toEqual([]);
});
