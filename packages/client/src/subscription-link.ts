import { TRPCClientError } from "@trpc/client";
import type { Operation, OperationResultObserver } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Api, ApiLink } from "./api.ts";

/** The class that opens a stream of server-sent events, as browsers have it. */
export type EventSourceClass = new (
  url: string,
  init?: { withCredentials?: boolean },
) => EventSourceInstance;

interface EventSourceInstance {
  readonly CLOSED: number;
  readonly CONNECTING: number;
  readonly OPEN: number;
  readonly readyState: number;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  close(): void;
}

type Observer = OperationResultObserver<Api, unknown>;

/** JSON-RPC's number for a failure within the server, which tRPC gives to all that may pass. */
const SERVER_ERROR = -32_603;

/**
 * Subscribes by server-sent events, in tRPC's protocol. The browser opens a broken stream again by
 * itself; one that has been silent for longer than the server allows is opened anew. It is smaller
 * than tRPC's own link by what no procedure of this server needs: transformers, connection
 * parameters, and events with ids to continue from.
 *
 * @param url the server's tRPC endpoint
 * @param EventSource opens the streams
 */
export function subscriptionLink(url: string, EventSource: EventSourceClass): ApiLink {
  return () =>
    ({ op }) =>
      observable((observer) => watch(addressOf(url, op), EventSource, observer));
}

function addressOf(url: string, { path, input }: Operation): string {
  const address = `${url.replace(/\/$/, "")}/${path}`;
  return input === undefined
    ? address
    : `${address}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** Opens a stream; what it returns closes it. */
function watch(address: string, EventSource: EventSourceClass, observer: Observer): () => void {
  let source: EventSourceInstance | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  // How long the server may be silent: it says so as a stream begins.
  let silenceMsMax = 0;

  function open(error: TRPCClientError<Api> | null): void {
    connecting(error);
    const opened = (source = new EventSource(address));
    const on = (type: string, listen?: (event: object) => void): void =>
      opened.addEventListener(type, (event) => {
        listen?.(event);
        // What was heard may have been the last.
        if (opened.readyState !== opened.CLOSED) awaitSound();
      });
    on("ping");
    on("connected", (event) => {
      silenceMsMax = silenceMsIn(dataOf(event));
      observer.next({ result: { type: "started" } });
      observer.next({ result: { type: "state", state: "pending", error: null } });
    });
    on("message", (event) => observer.next({ result: { type: "data", data: dataOf(event) } }));
    on("serialized-error", (event) => {
      const refusal = TRPCClientError.from<Api>({ error: dataOf(event) });
      // After what may pass the server ends the stream, and the browser opens the next.
      if (refusal.shape?.code === SERVER_ERROR) connecting(refusal);
      else observer.error(refusal);
    });
    on("return", () => {
      close();
      observer.next({ result: { type: "stopped" } });
      observer.complete();
    });
    on("error", () => {
      const fault = new TRPCClientError<Api>("The connection failed.");
      if (opened.readyState === opened.CLOSED) observer.error(fault);
      else connecting(fault);
    });
  }

  function connecting(error: TRPCClientError<Api> | null): void {
    observer.next({ result: { type: "state", state: "connecting", error } });
  }

  function awaitSound(): void {
    clearTimeout(silence);
    if (silenceMsMax === 0) return;
    silence = setTimeout(() => {
      close();
      open(new TRPCClientError(`Nothing came for ${silenceMsMax} ms.`));
      awaitSound();
    }, silenceMsMax);
  }

  function close(): void {
    clearTimeout(silence);
    source?.close();
  }

  open(null);
  return () => {
    close();
    observer.complete();
  };
}

function dataOf(event: object): unknown {
  return "data" in event ? JSON.parse(String(event.data)) : null;
}

function silenceMsIn(options: unknown): number {
  return typeof options === "object" && options && "reconnectAfterInactivityMs" in options
    ? Number(options.reconnectAfterInactivityMs)
    : 0;
}
