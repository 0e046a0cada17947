import { createHmac, timingSafeEqual } from "node:crypto"
import { Redacted } from "effect"

/** What one of our own Message-IDs says, once its signature held. */
export interface OwnId {
  readonly messageId: string
  readonly thread: string
  readonly outboundId: string
  /** Was it sent to this address? A reply from another one must not be shown in the same conversation. */
  readonly sentTo: (address: string) => boolean
}

/**
 * Our Message-IDs: `<thread.id.recipient.signature@domain>`. The thread and the outbound id are in the id itself, so a reply finds its
 * conversation without any table, after any restart; nobody without the secret can make one up. `recipient` is a keyed hash, not the address.
 */
export interface SignedIds {
  /** `undefined`: thread and id are too long for a Message-ID. */
  readonly mint: (of: {
    readonly thread: string
    readonly outboundId: string
    readonly to: string
  }) => string | undefined
  readonly read: (messageId: string) => OwnId | undefined
  /** All ids of ours inside any text, each once: where a bounce quotes what it could not deliver. */
  readonly findIn: (text: string) => ReadonlyArray<OwnId>
}

/** Header lines may have 998 octets (RFC 5322, 2.1.1), but relays cut ids earlier; 250 passed everywhere we know of. */
const MAX_LOCAL = 220
const TAG_CHARS = 8
const MAC_CHARS = 22 // 132 bits

const PLAIN = /^[A-Za-z0-9_-]+$/
const encode = (text: string): string =>
  PLAIN.test(text) ? `p${text}` : `b${Buffer.from(text, "utf8").toString("base64url")}`
const decode = (segment: string): string =>
  segment.startsWith("p") ? segment.slice(1) : Buffer.from(segment.slice(1), "base64url").toString("utf8")

const LOCAL = `([pb][A-Za-z0-9_-]*)\\.([pb][A-Za-z0-9_-]*)\\.([A-Za-z0-9_-]{${TAG_CHARS}})\\.([A-Za-z0-9_-]{${MAC_CHARS}})`
const WHOLE = new RegExp(`^\\s*<?${LOCAL}@[^<>\\s@]+>?\\s*$`)
const ANYWHERE = new RegExp(`<${LOCAL}@[^<>\\s@]{1,255}>`, "g")
const MAX_FOUND = 20

export const signedIds = (secret: Redacted.Redacted<string>, domain: string): SignedIds => {
  const hmac = (text: string) => createHmac("sha256", Redacted.value(secret)).update(text).digest("base64url")
  const tagOf = (address: string) => hmac(`to\0${address.trim().toLowerCase()}`).slice(0, TAG_CHARS)
  const macOf = (body: string) => hmac(`id\0${body}`).slice(0, MAC_CHARS)

  const verified = (whole: string, thread: string, id: string, tag: string, mac: string): OwnId | undefined => {
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(`${thread}.${id}.${tag}`)))) return undefined
    return {
      messageId: whole.startsWith("<") ? whole : `<${whole}>`,
      thread: decode(thread),
      outboundId: decode(id),
      sentTo: (address) => tagOf(address) === tag
    }
  }
  return {
    mint: ({ thread, outboundId, to }) => {
      const body = `${encode(thread)}.${encode(outboundId)}.${tagOf(to)}`
      const local = `${body}.${macOf(body)}`
      return local.length > MAX_LOCAL ? undefined : `<${local}@${domain}>`
    },
    read: (messageId) => {
      const match = messageId.length > 1_000 ? null : WHOLE.exec(messageId)
      return match === null
        ? undefined
        : verified(match[0].trim(), match[1] as string, match[2] as string, match[3] as string, match[4] as string)
    },
    findIn: (text) => {
      const found = new Map<string, OwnId>()
      for (const match of text.matchAll(ANYWHERE)) {
        if (found.size >= MAX_FOUND) break
        const own = verified(match[0], match[1] as string, match[2] as string, match[3] as string, match[4] as string)
        if (own !== undefined) found.set(own.messageId, own)
      }
      return [...found.values()]
    }
  }
}
