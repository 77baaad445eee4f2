import { reservationShape } from "@stampede/domain/reservations/shapes";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { expectThat, type Findings } from "./findings.ts";
import { isUnknown, payAfterAll } from "./paying.ts";
import { type Call, type Held, heldOf, insist, payCall, reserveCall, type Sale } from "./shop.ts";

const SERVED_MS_MAX = 40_000;
const IDS_SHOWN_MAX = 3;

/** Buyers who come one after the other until they are told to stop. */
export interface Crowd {
  /** What they were told is theirs, in the order in which they were told. */
  readonly held: readonly Held[];
  readonly paid: readonly Held[];
  /** Waits until this many more have been told that they hold a ticket, and as many that they paid. */
  served(count: number): Promise<void>;
  /** Lets no new buyer come, and waits until all who are there have paid. */
  stop(): Promise<void>;
}

interface CrowdOptions {
  readonly findings: Findings;
  readonly databaseUrl: string;
  readonly sale: Sale;
  readonly width: number;
  /** Where a buyer's next attempt goes, by the buyer's place in the crowd. */
  readonly urlOf: (place: number) => string;
}

interface Unknown {
  readonly mine: Held;
  readonly payment: Call;
  readonly url: () => string;
}

/**
 * Sends `width` buyers at a time. Each reserves one ticket and pays for it, and makes each call again
 * with the same key until it is answered; any other answer than success fails `stop`. Whose payment
 * is not known yet is asked for it at the end.
 */
export function startCrowd(options: CrowdOptions): Crowd {
  const { findings, databaseUrl, sale, width, urlOf } = options;
  const held: Held[] = [];
  const paid: Held[] = [];
  const unknown: Unknown[] = [];
  const closing = new AbortController();
  const buy = async (place: number): Promise<void> => {
    const url = (): string => urlOf(place);
    while (!closing.signal.aborted) {
      const mine = heldOf(await insist(url, "reservations.create", reserveCall(sale)));
      held.push(mine);
      const payment = payCall(mine);
      const reply = await insist(url, "reservations.pay", payment);
      findings.operations += 2;
      if (isUnknown(reply)) unknown.push({ mine, payment, url });
      else {
        reply.ok(reservationShape);
        paid.push(mine);
      }
    }
  };
  const buyers = Promise.all(Array.from({ length: width }, (_, place) => buy(place)));
  // Told by `stop`; until then the others go on.
  buyers.catch(() => undefined);
  return {
    held,
    paid,
    async served(count) {
      const [heldBefore, paidBefore] = [held.length, paid.length];
      const enough = waitFor(
        () => held.length >= heldBefore + count && paid.length >= paidBefore + count,
        { timeoutMs: SERVED_MS_MAX, describe: "more buyers to be served" },
      );
      // A buyer who was refused ends the wait at once, with the reason.
      await Promise.race([enough, buyers]);
    },
    async stop() {
      closing.abort();
      await buyers;
      for (const { mine, payment, url } of unknown) {
        const reply = await payAfterAll(databaseUrl, url, mine, payment);
        findings.operations += 1;
        reply.ok(reservationShape);
        paid.push(mine);
      }
    },
  };
}

/** Expects the rows of a sale to be what its buyers were told, no more and no less. */
export async function expectAsTold(
  findings: Findings,
  { databaseUrl, sale, crowd }: { databaseUrl: string; sale: Sale; crowd: Crowd },
): Promise<void> {
  const rows = await query<{ id: string; status: string }>(
    databaseUrl,
    "SELECT id, status FROM reservations WHERE event_id = $1",
    [sale.eventId],
  );
  const held = new Set(rows.map(({ id }) => id));
  const paid = new Set(rows.filter(({ status }) => status === "paid").map(({ id }) => id));
  expectSame(findings, "reserved", { rows: held, told: crowd.held });
  expectSame(findings, "paid", { rows: paid, told: crowd.paid });
}

function expectSame(
  findings: Findings,
  what: string,
  { rows, told }: { rows: ReadonlySet<string>; told: readonly Held[] },
): void {
  const toldIds = new Set(told.map(({ reservationId }) => reservationId));
  const lost = [...toldIds].filter((id) => !rows.has(id)).slice(0, IDS_SHOWN_MAX);
  const unasked = [...rows].filter((id) => !toldIds.has(id)).slice(0, IDS_SHOWN_MAX);
  expectThat(findings, lost.length === 0, `told to be ${what}, and lost: ${lost.join(", ")}`);
  expectThat(findings, unasked.length === 0, `${what}, told to nobody: ${unasked.join(", ")}`);
}
