import { openDatabase } from "@stampede/db/client";
import { expect, test } from "vitest";
import { createGateway, GATEWAY_NAMES } from "./create-gateway.ts";

test.each(GATEWAY_NAMES)("payments keep the name that %s was chosen by", async (name) => {
  const db = openDatabase({
    connectionString: "postgres://127.0.0.1:1/none",
    applicationName: "t",
  });
  expect(createGateway(name, db).name).toBe(name);
  await db.close();
});
