const HEADER_LENGTH_MAX = 512;

/** The token of an `Authorization: Bearer …` header; undefined where there is none, or it is no such. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > HEADER_LENGTH_MAX) return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
