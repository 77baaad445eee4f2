import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { type BuildOptions, defineConfig, loadEnv } from "vite";

import { earlyScript } from "./build/early-script.ts";

const API_DEFAULT = "http://127.0.0.1:3000";
const SERVED_BY_API = ["/trpc", "/api", "/documents"];

/** Small files compress badly one by one: what every page loads is one, and so is an event's page. */
const CHUNKS = [
  { name: "shell", tags: ["$initial" as const], priority: 2 },
  {
    name: "buying",
    test: /features\/events\/EventPage\.tsx$|routes\/events\.\$slug\.tsx\?/u,
    priority: 1,
  },
];

/** An event's page loads nothing of other pages, not even what loads their data. */
function splitsOf(routeId: string) {
  // What loads a reservation is told more than how, and stays where it is.
  if (routeId.startsWith("/reservations/")) {
    return [["component" as const, "pendingComponent" as const]];
  }
  return routeId.startsWith("/organizer") || routeId === "/"
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

/** The site, for browsers. */
const SITE: BuildOptions = {
  outDir: "dist/site",
  manifest: true,
  rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  // The page's policy allows no `data:` scripts or styles, and fewer bytes travel as files.
  assetsInlineLimit: 0,
  // The server names what a page needs in its head; a list of it in every page costs 1 kB.
  modulePreload: false,
  // All but 200 bytes are the shell's; without more files, nothing has to look for them.
  cssCodeSplit: false,
};

/** What the server renders pages with. It needs no packages, and loads only what buyers see. */
const PRERENDER: BuildOptions = {
  ssr: "src/prerender.tsx",
  outDir: "dist/prerender",
  copyPublicDir: false,
  // Another build has another name: a server that goes on would not load the same one twice.
  rolldownOptions: { output: { entryFileNames: "prerender-[hash].js" } },
};

export default defineConfig(({ mode, isSsrBuild = false }) => {
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
      earlyScript(),
    ],
    resolve: {
      dedupe: ["react", "react-dom", "@tanstack/react-query"],
      // TanStack Router asks for the one that brings along what React 18 and newer have themselves.
      alias: {
        "use-sync-external-store/shim/with-selector": "use-sync-external-store/with-selector",
      },
    },
    ...(isSsrBuild && {
      ssr: { noExternal: true },
      // Vite leaves it to the server's own environment, in which React may be the slow one.
      define: { "process.env.NODE_ENV": JSON.stringify("production") },
    }),
    build: isSsrBuild ? PRERENDER : SITE,
    server: {
      // `Origin` and `Host` stay as the browser sent them, so that the API sees one origin.
      proxy: Object.fromEntries(SERVED_BY_API.map((path) => [path, { target: api }])),
    },
  };
});
