/** Who asks, as far as a request tells. */
export interface Caller {
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  readonly userAgent: string | undefined;
  /** An IP address, or the network of one; shown to the user in the list of sessions. */
  readonly address: string;
}

/** What is answered: a body, and the cookies to set. */
export interface Reply<Body> {
  readonly body: Body;
  /** Values of `Set-Cookie`. */
  readonly setCookies: readonly string[];
}
