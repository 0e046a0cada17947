import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { Redacted } from "effect"

/**
 * Who a visitor is: a session id of 128 random bits, signed by the centre. Without the token nobody can resume the session; the token is
 * bound to the adapter and to the origin of the page it was given to, and ends `ttlMs` after it was issued (every welcome issues a new one).
 */
export interface VisitorTokens {
  readonly issue: (session: string, origin: string, nowMs: number) => string
  readonly verify: (token: string, origin: string, nowMs: number) => string | undefined
}

/** A new session: 128 random bits, 32 hexadecimal digits. */
export const newSession = (): string => randomBytes(16).toString("hex")

const SESSION = /^[0-9a-f]{32}$/

export const visitorTokens = (adapter: string, secret: Redacted.Redacted<string>, ttlMs: number): VisitorTokens => {
  const sign = (session: string, issuedAtMs: number, origin: string) =>
    createHmac("sha256", Redacted.value(secret))
      .update(JSON.stringify(["strowger-chat", 1, adapter, origin, session, issuedAtMs]))
      .digest()
  return {
    issue: (session, origin, nowMs) => `1.${session}.${nowMs}.${sign(session, nowMs, origin).toString("base64url")}`,
    verify: (token, origin, nowMs) => {
      const [version, session = "", issued = "", signature = "", ...more] = token.split(".")
      if (version !== "1" || more.length > 0 || !SESSION.test(session) || !/^\d{1,16}$/.test(issued)) return undefined
      const given = Buffer.from(signature, "base64url")
      const right = sign(session, Number(issued), origin)
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      // A token from a clock ahead of ours is still ours: only age ends it.
      return nowMs - Number(issued) > ttlMs ? undefined : session
    }
  }
}
