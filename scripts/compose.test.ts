import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");
const REQUIRED_VARIABLE = /\$\{[A-Z_]+:\?[^}]+\}/g;
const OPTIONAL_VARIABLE = /\$\{[A-Z_]+:-[^}]*\}/g;
const SECRET_NAME = /PASSWORD|SECRET|KEY|TOKEN/;
const CREDENTIALS_OF_URL = /:\/\/[^/@]*:(?<password>[^/@]*)@/;

const composeShape = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      restart: z.string(),
      build: z.looseObject({ target: z.string() }).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      healthcheck: z.looseObject({ test: z.array(z.string()).min(2) }).optional(),
      depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
      volumes: z.array(z.string()).default([]),
      command: z.array(z.string()).default([]),
      configs: z.array(z.looseObject({ source: z.string() })).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  configs: z.record(z.string(), z.unknown()),
});

const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
const dockerfile = readFileSync(join(ROOT, "Dockerfile"), "utf8");
const document: unknown = parse(text, { merge: true });
const { services, volumes, configs } = composeShape.parse(document);
const isOneShot = (name: string) => services[name]?.restart === "no";

describe("docker-compose.yml", () => {
  it("fits the schema of the Compose specification", () => {
    expect(schemaErrors(document)).toEqual([]);
  });

  it("is checked by a schema that refuses what the specification does not know", () => {
    const misspelt = { services: { api: { image: "x", healthchek: {} } } };
    expect(schemaErrors(misspelt)).not.toEqual([]);
    const wrongCondition = {
      services: { api: { image: "x", depends_on: { db: { condition: "healthy" } } } },
    };
    expect(schemaErrors(wrongCondition)).not.toEqual([]);
    const noTest = { services: { api: { image: "x", healthcheck: { test: 1 } } } };
    expect(schemaErrors(noTest)).not.toEqual([]);
  });

  it("names an exact version of every image that it pulls", () => {
    const pulled = Object.values(services).filter(({ build }) => build === undefined);
    expect(pulled.length).toBeGreaterThan(0);
    for (const { image } of pulled) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z\d.]+)?$/);
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-slim$/m);
  });

  it("builds each program from a stage that the Dockerfile has", () => {
    const targets = Object.values(services).flatMap(({ build }) => build?.target ?? []);
    expect([...stages().keys()]).toEqual(expect.arrayContaining(targets));
  });

  it("gives the API the built pages, and no image what builds them", () => {
    expect(stages().get("api")).toContain("COPY --from=site /app/apps/web/dist/site ");
    for (const [name, stage] of stages()) {
      expect([name, stage.includes("--from=site /app /app")]).toEqual([name, false]);
    }
  });

  it("has a health check for every service that keeps running", () => {
    for (const [name, { healthcheck, build }] of Object.entries(services)) {
      const ofImage = build && stages().get(build.target)?.includes("\nHEALTHCHECK ");
      expect([name, isOneShot(name) || healthcheck !== undefined || ofImage]).toEqual([name, true]);
    }
  });

  it("starts each service when what it needs is healthy, or has done its work", () => {
    for (const { depends_on: dependencies } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(dependencies)) {
        const wanted = isOneShot(name) ? "service_completed_successfully" : "service_healthy";
        expect([name, condition]).toEqual([name, wanted]);
      }
    }
    for (const program of ["api", "worker"]) {
      expect(Object.keys(services[program]?.depends_on ?? {})).toEqual(
        expect.arrayContaining(["migrate", "postgres", "valkey"]),
      );
    }
  });

  it("keeps data in named volumes that it declares, and mounts only configs that it has", () => {
    const mounted = Object.values(services).flatMap((each) => each.volumes);
    expect(mounted.map((mount) => mount.split(":")[0])).toEqual(Object.keys(volumes));
    expect(services["postgres"]?.volumes).toEqual(["postgres-data:/var/lib/postgresql"]);
    const used = Object.values(services).flatMap((each) =>
      each.configs.map(({ source }) => source),
    );
    expect(used).toEqual(Object.keys(configs));
  });

  it("evicts no job, and has them survive a restart", () => {
    const command = services["valkey"]?.command.join(" ");
    expect(command).toContain("--maxmemory-policy noeviction");
    expect(command).toContain("--appendonly yes");
  });

  it("holds no secret, and does not start without those it needs", () => {
    for (const { environment } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        const password = CREDENTIALS_OF_URL.exec(bare(value))?.groups?.["password"] ?? "";
        expect([name, password]).toEqual([name, ""]);
        if (SECRET_NAME.test(name)) expect([name, bare(value)]).toEqual([name, ""]);
      }
    }
    const owner = services["migrate"]?.environment["DATABASE_URL"];
    expect(owner).toMatch(/stampede_owner:\$\{OWNER_DATABASE_PASSWORD:\?/);
  });

  it("lets the API and the worker log in as the role that can change no table", () => {
    for (const program of ["api", "worker"]) {
      const { DATABASE_URL } = services[program]?.environment ?? {};
      expect(DATABASE_URL).toMatch(/^postgres:\/\/stampede_app:\$\{APP_DATABASE_PASSWORD:\?/);
    }
  });

  it("takes no variable that .env.example does not tell of", () => {
    const told = readFileSync(join(ROOT, ".env.example"), "utf8").matchAll(/^#?([A-Z_]+)=/gm);
    const taken = text.matchAll(/\$\{([A-Z_]+)/g);
    expect([...told].map(([, name]) => name)).toEqual(
      expect.arrayContaining([...taken].map(([, name]) => name)),
    );
  });

  it("gives the secret of the access tokens to the API alone", () => {
    expect(services["api"]?.environment["APP_SECRET"]).toMatch(/^\$\{APP_SECRET:\?/);
    const others = Object.entries(services).filter(([name]) => name !== "api");
    for (const [, { environment }] of others) expect(environment).not.toHaveProperty("APP_SECRET");
  });
});

/** What the schema says against a document; nothing where it fits. */
function schemaErrors(candidate: unknown): unknown[] {
  const file = join(
    dirname(fileURLToPath(import.meta.resolve("dclint/package.json"))),
    "schemas/compose.schema.json",
  );
  // It names its dialect by an address that Ajv does not know for draft 7, which is the default.
  const { $schema: dialect, ...schema } = z
    .looseObject({ $schema: z.string(), $id: z.literal("compose_spec.json") })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  expect(dialect).toContain("draft-07");
  // Its formats, such as those of durations and ports, are Compose's own and not told in it.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  return validate(candidate) ? [] : (validate.errors ?? []);
}

/** A value without its variables. */
function bare(value: string): string {
  return value.replaceAll(REQUIRED_VARIABLE, "").replaceAll(OPTIONAL_VARIABLE, "");
}

/** The Dockerfile's stages by name, each with its text. */
function stages(): Map<string, string> {
  const parts = dockerfile.split(/^FROM /m).slice(1);
  return new Map(parts.map((part) => [/^\S+ AS (\S+)/.exec(part)?.[1] ?? "", part]));
}
