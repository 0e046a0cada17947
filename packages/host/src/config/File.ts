import { Schema } from "effect"
import { Duration } from "./Duration.ts"

/**
 * The configuration file as it is written (YAML). Every setting stands here with its meaning; defaults are filled in by `settings.ts`.
 * Messages are `what is wrong|what to do`.
 */
const optional = Schema.optionalKey
const Port = Schema.Int.pipe(
  Schema.check(
    Schema.isBetween({ minimum: 0, maximum: 65_535 }, { message: "is not a port|Use 0 (any free port) to 65535" })
  )
)
export const Id = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, {
      message: "is not a name we can use|Begin with a letter; letters, digits, - and _ may follow"
    })
  )
)
export const Proficiency = Schema.Int.pipe(
  Schema.check(
    Schema.isBetween({ minimum: 1, maximum: 100 }, { message: "is not a proficiency|Use 1 (least) to 100 (best)" })
  )
)
const Slots = Schema.Int.pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: 100 }, { message: "is not a number of slots|Use 0 to 100" }))
)
/** Never written in the file itself, except for the demonstration. */
const Secret = Schema.Union([
  Schema.Struct({ env: Schema.String }),
  Schema.Struct({ file: Schema.String }),
  Schema.Struct({ demonstration: Schema.String })
])
export type SecretSource = typeof Secret.Type

export const Channels = ["voice", "sms", "email", "chat", "fax"] as const
export const Capacity = Schema.Struct({
  voice: optional(Slots),
  sms: optional(Slots),
  email: optional(Slots),
  chat: optional(Slots),
  fax: optional(Slots)
})

/** Checked by the engine itself (`routing.ts`). */
export const Rules = Schema.Record(Schema.String, Schema.Unknown)

export const Queue = Schema.Struct({
  name: Schema.Struct({ zh: Schema.String, en: Schema.String }),
  /** Requirement over skills, e.g. `zh >= 3 and loan >= 5`. */
  needs: optional(Schema.String),
  offer: optional(Duration),
  wrapUp: optional(Duration),
  priority: optional(Schema.Int),
  serviceLevel: optional(Duration),
  onNoAnswer: optional(Schema.Literals(["notReady", "stayReady"])),
  /** Further rules of the queue, in the engine's own words. */
  routing: optional(Rules)
})

const Agent = Schema.Struct({
  name: Schema.String,
  role: optional(Schema.Literals(["agent", "supervisor"])),
  password: Secret,
  skills: optional(Schema.Record(Schema.String, Proficiency)),
  capacity: optional(Capacity),
  /** Extension of the telephone. */
  device: optional(Schema.String),
  /** Agent login at the switch. */
  login: optional(Schema.String),
  /** What else the engine is told when the agent signs in, in its own words. */
  routing: optional(Rules)
})

const Sms = Schema.Struct({
  kind: Schema.Literal("sms"),
  host: Schema.String,
  port: Port,
  tls: optional(Schema.Boolean),
  systemId: Schema.String,
  password: Secret,
  /** Our own number, the sender of replies. */
  number: Schema.String
})
const Email = Schema.Struct({
  kind: Schema.Literal("email"),
  address: Schema.String,
  imap: optional(
    Schema.Struct({
      host: Schema.String,
      port: Port,
      secure: optional(Schema.Boolean),
      user: Schema.String,
      password: Secret,
      mailbox: optional(Schema.String)
    })
  ),
  listener: optional(Schema.Struct({ host: optional(Schema.String), port: Port, maxMegabytes: optional(Schema.Int) })),
  smtp: Schema.Struct({
    host: Schema.String,
    port: Port,
    secure: optional(Schema.Boolean),
    user: optional(Schema.String),
    password: optional(Secret)
  }),
  /** Signs our Message-IDs, so that a reply finds its conversation. */
  secret: Secret,
  /** Archive address that gets a copy in the same transaction; lets us ask later whether a reply went out. */
  archive: optional(
    Schema.Struct({
      address: Schema.String,
      host: Schema.String,
      port: Port,
      secure: optional(Schema.Boolean),
      user: Schema.String,
      password: Secret,
      mailbox: optional(Schema.String)
    })
  ),
  maxAttachmentMegabytes: optional(Schema.Int)
})
const Chat = Schema.Struct({
  kind: Schema.Literal("chat"),
  host: optional(Schema.String),
  port: Port,
  /** Sites whose pages may open the chat; `"*"` only for the demonstration. */
  origins: optional(Schema.Array(Schema.String)),
  secret: Secret,
  /** How long a customer who lost the connection keeps the place. */
  grace: optional(Duration)
})
const Avaya = Schema.Struct({
  kind: Schema.Literal("avaya"),
  addresses: Schema.Array(Schema.Struct({ host: Schema.String, port: Port })),
  /** Whom to trust: a file of certificates (PEM) or "system", or the server certificate's SHA-256. */
  tls: optional(
    Schema.Struct({
      ca: optional(Schema.String),
      pin: optional(Schema.String),
      servername: optional(Schema.String)
    })
  ),
  allowPlaintext: optional(Schema.Boolean),
  user: Schema.String,
  password: Secret,
  switchName: Schema.String,
  vdns: Schema.Array(Schema.String),
  /** How long a call waits for an answer before the vector goes on; a little under the vector's wait step. */
  routeHold: optional(Duration)
})

export const File = Schema.Struct({
  centre: Schema.Struct({ name: Schema.String, timezone: optional(Schema.String) }),
  state: optional(Schema.Struct({ directory: optional(Schema.String), durable: optional(Schema.Boolean) })),
  /** Inside: desktops, wall, API, metrics. */
  http: Schema.Struct({
    host: optional(Schema.String),
    port: Port,
    /** Addresses of the page as browsers see it; default: the listener's own. */
    origins: optional(Schema.Array(Schema.String))
  }),
  /** What people are told a skill is; left out, its id. */
  skills: optional(Schema.Record(Id, Schema.Struct({ zh: Schema.String, en: Schema.String }))),
  queues: Schema.Record(Id, Queue),
  agents: Schema.Record(Id, Agent),
  adapters: Schema.Record(Id, Schema.Union([Sms, Email, Chat, Avaya])),
  entries: Schema.Array(
    Schema.Struct({
      adapter: Schema.String,
      to: optional(Schema.String),
      queue: Schema.String,
      priority: optional(Schema.Int)
    })
  ),
  capacity: optional(Capacity),
  /** Rules of the whole centre, in the engine's own words. */
  routing: optional(Rules)
})
export type File = typeof File.Type
export const channelNames: ReadonlyArray<string> = Channels
