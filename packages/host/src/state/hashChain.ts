import { createHash } from "node:crypto"

/**
 * Hash of an entry: SHA-256 over the hash before it and its body, in hexadecimal. The epoch is left out on purpose: a tail that is
 * written again by the next leader has the same hashes, so readers see the same history.
 */
export const chain = (prev: string, body: Uint8Array): string =>
  createHash("sha256").update(prev, "latin1").update("\n").update(body).digest("hex")
