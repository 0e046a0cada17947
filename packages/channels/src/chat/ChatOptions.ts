import { Redacted, Schema } from "effect"

/** How the chat listener is set up. Times in milliseconds, sizes in bytes. */
export interface ChatOptions {
  readonly id: string
  readonly host: string
  /** 0 = a free port; `ChatAdapter.port` tells which. */
  readonly port: number
  /** Origins of pages that may open a chat ("https://www.bank.example"), or "*" for any. Pages served from `staticRoot` always may. */
  readonly origins: ReadonlyArray<string>
  /** At least 16 characters; the same on every host, or visitors cannot resume elsewhere. */
  readonly tokenSecret: Redacted.Redacted<string>
  readonly tokenTtlMs?: number
  /** Where the WebSocket is. */
  readonly path?: string
  /** Folder of the customer's page and widget; absent = only the WebSocket is served. */
  readonly staticRoot?: string
  /** File of `staticRoot` that "/" means. */
  readonly index?: string
  readonly maxPayloadBytes?: number
  /** Longest line, in UTF-16 units. */
  readonly maxText?: number
  /** What may wait unsent for one slow reader before the link is cut; it resumes by number. */
  readonly maxBufferedBytes?: number
  readonly maxConnections?: number
  /** New connections per address. */
  readonly connects?: { readonly perSecond: number; readonly burst: number }
  readonly pingMs?: number
  /** How long a lost link is nobody's business: only then is the session paused. */
  readonly pauseMs?: number
  /** How long after the pause the session is kept before it is closed. */
  readonly graceMs?: number
  /** Tell the host that the customer types (at most every 3 s). */
  readonly typing?: boolean
  /** Language of visitors whose page does not say. */
  readonly lang?: string
}

export type ChatSettings = Required<Omit<ChatOptions, "staticRoot" | "lang">> & Pick<ChatOptions, "staticRoot" | "lang">

/** The chat listener could not be opened. `message` says which option and what to do. */
export class ChatConfigError extends Schema.TaggedError<ChatConfigError>()("ChatConfigError", {
  option: Schema.String,
  message: Schema.String
}) {}

const DEFAULTS = {
  tokenTtlMs: 24 * 3_600_000,
  path: "/chat",
  index: "chat.html",
  maxPayloadBytes: 64 * 1024,
  maxText: 4_000,
  maxBufferedBytes: 1024 * 1024,
  maxConnections: 10_000,
  // Generous: a bank's own offices and whole mobile networks come from one address.
  connects: { perSecond: 20, burst: 200 },
  pingMs: 20_000,
  pauseMs: 2_000,
  graceMs: 60_000,
  typing: false
}

const isOrigin = (text: string): boolean => text === "*" || (URL.canParse(text) && new URL(text).origin === text)

/** The settings with what was left out filled in, or the first option that cannot be. */
export const settingsOf = (options: ChatOptions): ChatSettings | ChatConfigError => {
  const wrong = (option: string, message: string) => new ChatConfigError({ option, message })
  if (Redacted.value(options.tokenSecret).length < 16)
    return wrong("tokenSecret", "tokenSecret is shorter than 16 characters: give a random text of at least 16.")
  const origin = options.origins.find((text) => !isOrigin(text))
  if (origin !== undefined)
    return wrong(
      "origins",
      `"${origin}" is not an origin: write scheme, host and port only, as "https://www.bank.example".`
    )
  if (options.origins.length === 0 && options.staticRoot === undefined)
    return wrong("origins", "No page may open a chat: name its origin, or a staticRoot to serve the page from here.")
  const settings: ChatSettings = { ...DEFAULTS, ...options }
  const positive = [
    "pingMs",
    "pauseMs",
    "graceMs",
    "tokenTtlMs",
    "maxPayloadBytes",
    "maxText",
    "maxBufferedBytes"
  ] as const
  const bad = positive.find((name) => !(settings[name] > 0))
  return bad === undefined ? settings : wrong(bad, `${bad} must be above 0.`)
}
