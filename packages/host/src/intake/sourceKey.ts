import { createHash } from "node:crypto"
import type { Inbound, SourceKey } from "@strowger/router/ports"

/** 16 bytes of SHA-256, one character per byte: the form in which a source key stays in memory. */
const digest = (...parts: ReadonlyArray<string>): string => {
  const hash = createHash("sha256")
  // Lengths in front, so that no two different keys have the same bytes.
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest().subarray(0, 16).toString("latin1")
}

export const keyDigest = (key: SourceKey): string => digest("key", key.account, key.epoch, key.id)

/**
 * A mail's second key: its own Message-ID and the hash of its bytes. Catches what a new UIDVALIDITY, a move or a second mailbox
 * brings again under a new source key. Undefined where the unit has none.
 */
export const secondDigest = (unit: Inbound): string | undefined =>
  unit.type === "Message" && unit.from.channel === "email" && unit.raw !== undefined
    ? digest("mail", (unit.messageId ?? "").trim(), unit.raw.sha256)
    : undefined
