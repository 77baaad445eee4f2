import type { Database } from "@stampede/db/client";
import type { PaymentGateway } from "./gateway.ts";
import { createSimulatedGateway } from "./simulated-gateway.ts";

/** The gateways that there is an adapter for. */
export const GATEWAY_NAMES = ["simulated"] as const;

/** What PAYMENT_GATEWAY may say. */
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** The gateway of that name: the same one in every program that charges, looks up or refunds. */
export function createGateway(name: GatewayName, db: Database): PaymentGateway {
  return adapters[name](db);
}

const adapters: Record<GatewayName, (db: Database) => PaymentGateway> = {
  simulated: createSimulatedGateway,
};
