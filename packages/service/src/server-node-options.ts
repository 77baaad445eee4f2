/**
 * What Node.js is given to run a server with. The limit is far above what a server needs; V8 takes it
 * as a hint how eagerly to give memory back, and without it lets the API grow half as large again.
 */
export const SERVER_NODE_OPTIONS = "--max-old-space-size=512";
