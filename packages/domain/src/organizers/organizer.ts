/** Who calls, once authenticated: every organizer's function sees this organizer's rows only. */
export interface Organizer {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** Owns the demo catalogue, and the API key that the environment may name. */
export const DEMO_ORGANIZER = { slug: "demo", name: "Stampede Demo" } as const;
