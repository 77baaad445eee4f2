// What runs on the server alone. None of it may be needed to use the client, not even as a type.
const SERVER_ONLY =
  /@stampede\/(?!client\b)[a-z-]+|["'](?:drizzle-orm|pg|bullmq|hono|ioredis|zod)(?=[/"'])|node:[a-z]+/g;

/** The server's packages that a file to be published names, each once. */
export function serverPackagesIn(text: string): string[] {
  const names = text.match(SERVER_ONLY) ?? [];
  return [...new Set(names.map((name) => name.replace(/^["']/, "")))];
}
