import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

const API_DEFAULT = "http://127.0.0.1:3000";
const SERVED_BY_API = ["/trpc", "/api", "/documents"];

/** Small files compress badly one by one: what every page loads is one, and so is an event's page. */
const CHUNKS = [
  { name: "shell", tags: ["$initial" as const], priority: 2 },
  { name: "buying", test: /features\/events\/EventPage\.tsx$/u, priority: 1 },
];

/** Buyers load nothing of an organizer's pages, not even what loads their data. */
function splitsOf(routeId: string) {
  return routeId.startsWith("/organizer")
    ? [
        [
          "loader" as const,
          "component" as const,
          "pendingComponent" as const,
          "errorComponent" as const,
        ],
      ]
    : undefined;
}

export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, import.meta.dirname, "STAMPEDE_API")["STAMPEDE_API"] ?? API_DEFAULT;
  return {
    root: import.meta.dirname,
    plugins: [
      // Before React's plugin: it takes the pages out of the routes, into chunks of their own.
      tanstackRouter({
        target: "react",
        autoCodeSplitting: true,
        quoteStyle: "double",
        codeSplittingOptions: { splitBehavior: ({ routeId }) => splitsOf(routeId) },
      }),
      react(),
      tailwindcss(),
    ],
    resolve: {
      dedupe: ["react", "react-dom", "@tanstack/react-query"],
      // TanStack Router asks for the one that brings along what React 18 and newer have themselves.
      alias: {
        "use-sync-external-store/shim/with-selector": "use-sync-external-store/with-selector",
      },
    },
    build: {
      outDir: "dist/site",
      manifest: true,
      rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
      // The page's policy allows no `data:` scripts or styles, and fewer bytes travel as files.
      assetsInlineLimit: 0,
      // The server names what a page needs in its head; a list of it in every page costs 1 kB.
      modulePreload: false,
    },
    server: {
      // `Origin` and `Host` stay as the browser sent them, so that the API sees one origin.
      proxy: Object.fromEntries(SERVED_BY_API.map((path) => [path, { target: api }])),
    },
  };
});
