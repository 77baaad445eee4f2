/** Where the caller's address stands in what the library is given; no client can set it. */
export const ADDRESS_HEADER = "x-client-address";
