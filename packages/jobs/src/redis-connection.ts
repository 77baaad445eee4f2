import { Redis, type RedisOptions } from "ioredis";

const CONNECT_TIMEOUT_MS = 2_000;
/** For producers: an answer later than this is no use to anyone. */
const COMMAND_TIMEOUT_MS = 1_000;
/** A server that owes an answer for so long is frozen: its socket goes, and with it what waits. */
const PRODUCER_SILENCE_MAX_MS = 3_000;
const RECONNECT_FIRST_MS = 100;
const RECONNECT_MAX_MS = 2_000;

/** A client and every copy that was made of it, which BullMQ does for its blocking reads. */
export interface RedisConnection {
  readonly client: Redis;
  /** Ends all of them at once, without a word to a server that may not answer. */
  disconnect(): void;
}

const retryStrategy = (attempts: number): number =>
  Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * attempts);

/**
 * A connection for adding jobs. Where there is no server, or it does not answer, each command fails
 * within a second and nothing piles up.
 */
export function connectProducer(url: string, onError: (error: Error) => void): RedisConnection {
  return connect(url, onError, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: PRODUCER_SILENCE_MAX_MS,
  });
}

/** A connection for taking jobs: it waits for a lost server for as long as it takes. */
export function connectConsumer(url: string, onError: (error: Error) => void): RedisConnection {
  return connect(url, onError, { maxRetriesPerRequest: null });
}

function connect(
  url: string,
  onError: (error: Error) => void,
  options: Omit<RedisOptions, "replyMapping">,
): RedisConnection {
  const clients = new Set<Redis>();
  const track = (client: Redis): Redis => {
    clients.add(client);
    client.once("end", () => clients.delete(client));
    // Without a listener ioredis prints the error by itself.
    client.on("error", onError);
    const duplicate = client.duplicate.bind(client);
    client.duplicate = (override) => track(duplicate(override));
    return client;
  };
  const client = track(
    new Redis(url, { connectTimeout: CONNECT_TIMEOUT_MS, retryStrategy, ...options }),
  );
  return {
    client,
    disconnect: () => {
      for (const each of clients) each.disconnect();
    },
  };
}
