import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { answer, scriptedFetch } from "../../tests/scripted-fetch.ts";
import { createClient } from "../create-client.ts";
import { createServer } from "./server.ts";

const EVENT = { event: "winter-jazz" };
const QUERY_KEY = [["events", "get"], { input: EVENT, type: "query" }];

test("a query asks for its input, with the caller's options, and is found by its key", async () => {
  const { fetch, requests } = scriptedFetch(answer({ name: "Winter jazz" }));
  const server = createServer(createClient({ url: "http://api.test/trpc", fetch }));
  const options = server.events.get.queryOptions(EVENT, { staleTime: 5 });
  expect(options).toMatchObject({ queryKey: QUERY_KEY, staleTime: 5 });

  const queryClient = new QueryClient();
  expect(await queryClient.fetchQuery(options)).toEqual({ name: "Winter jazz" });
  expect(queryClient.getQueryData(server.events.get.queryKey(EVENT))).toEqual({
    name: "Winter jazz",
  });
  expect(requests[0]?.url).toContain("/trpc/events.get?");
  expect(decodeURIComponent(requests[0]?.url ?? "")).toContain(JSON.stringify(EVENT));
});

test("a filter finds the queries of its input, of its procedure, or of its part of the server", () => {
  const { fetch } = scriptedFetch("silence");
  const server = createServer(createClient({ url: "http://api.test/trpc", fetch }));
  const queryClient = new QueryClient();
  queryClient.setQueryData(QUERY_KEY, {});
  const found = (filter: { readonly queryKey: readonly unknown[] }): number =>
    queryClient.getQueryCache().findAll(filter).length;
  expect(found(server.events.get.queryFilter(EVENT))).toBe(1);
  expect(found(server.events.get.queryFilter({ event: "another" }))).toBe(0);
  expect(found(server.events.get.pathFilter())).toBe(1);
  expect(found(server.events.pathFilter())).toBe(1);
  expect(found(server.statistics.pathFilter())).toBe(0);
});

test("a mutation sends what it is given, with the caller's options", async () => {
  const { fetch, requests } = scriptedFetch(answer({ status: "cancelled" }));
  const server = createServer(createClient({ url: "http://api.test/trpc", fetch }));
  const options = server.organizer.events.cancel.mutationOptions({ retry: 2 });
  expect(options).toMatchObject({ mutationKey: [["organizer", "events", "cancel"]], retry: 2 });

  const cancel = new QueryClient().getMutationCache().build(new QueryClient(), options);
  await cancel.execute({ eventId: "e" });
  expect(requests[0]).toMatchObject({ method: "POST" });
  expect(requests[0]?.url).toContain("/trpc/organizer.events.cancel");
  expect(requests[0]?.body).toContain(JSON.stringify({ eventId: "e" }));
});
