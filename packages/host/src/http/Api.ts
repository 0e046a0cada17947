import { Context, Schema } from "effect"
import {
  HttpApi,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiMiddleware,
  HttpApiSchema,
  HttpApiSecurity,
  OpenApi
} from "effect/http-api"
import type { User } from "../access/Sessions.ts"
import {
  Act,
  ActRefused,
  ActReply,
  Channel,
  DeskView,
  Forbidden,
  HostUnavailable,
  Unauthorized,
  WallView
} from "../desk/DeskApi.ts"

/** The person behind a request. */
export class CurrentUser extends Context.Service<CurrentUser, User>()("@strowger/host/CurrentUser") {}

export class SignedIn extends HttpApiMiddleware.Service<SignedIn, { provides: CurrentUser; requires: never }>()(
  "@strowger/host/SignedIn",
  { security: { session: HttpApiSecurity.apiKey({ in: "cookie", key: "strowger_session" }) }, error: Unauthorized }
) {}

export class SignInFailed extends Schema.TaggedError<SignInFailed>()(
  "SignInFailed",
  { text: Schema.String, triesLeft: Schema.optional(Schema.Int) },
  { httpApiStatus: 401 }
) {}
export class SignInLocked extends Schema.TaggedError<SignInLocked>()(
  "SignInLocked",
  { text: Schema.String, untilMs: Schema.Number },
  { httpApiStatus: 429 }
) {}
export class NotFound extends Schema.TaggedError<NotFound>()(
  "NotFound",
  { text: Schema.String },
  { httpApiStatus: 404 }
) {}

export class SessionGroup extends HttpApiGroup.make("session")
  .add(
    HttpApiEndpoint.post("signIn", "/api/session", {
      payload: Schema.Struct({ user: Schema.String, password: Schema.String }),
      success: HttpApiSchema.NoContent,
      error: [SignInFailed, SignInLocked]
    })
  )
  .add(HttpApiEndpoint.delete("signOut", "/api/session", { success: HttpApiSchema.NoContent }))
  .add(
    HttpApiEndpoint.delete("unlock", "/api/session/locks/:user", {
      params: { user: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Unauthorized, Forbidden]
    })
      .middleware(SignedIn)
      .annotate(
        OpenApi.Description,
        "For supervisors: somebody locked by wrong passwords may try again at once. Locks nobody out, changes no password."
      )
  )
  .add(
    HttpApiEndpoint.get("current", "/api/session", {
      success: Schema.Struct({
        user: Schema.String,
        name: Schema.String,
        role: Schema.Literals(["agent", "supervisor"]),
        centre: Schema.String
      })
    }).middleware(SignedIn)
  )
  .annotate(OpenApi.Description, "Sign-in to pages and API. The cookie is HttpOnly and SameSite=Strict.") {}

export const Contact = Schema.Struct({
  contact: Schema.String,
  conversation: Schema.String,
  channel: Channel,
  queue: Schema.String,
  adapter: Schema.String,
  thread: Schema.String,
  /** Source key of the unit that asked for it. */
  source: Schema.Struct({ account: Schema.String, epoch: Schema.String, id: Schema.String }),
  openedAtMs: Schema.Number,
  state: Schema.Literals([
    "waiting",
    "offered",
    "active",
    "wrap-up",
    "completed",
    "abandoned",
    "cancelled",
    "deflected"
  ]),
  agent: Schema.optional(Schema.String),
  offers: Schema.Int,
  acceptedBy: Schema.Array(Schema.String),
  acceptedAtMs: Schema.optional(Schema.Number),
  endedAtMs: Schema.optional(Schema.Number)
})
export const Line = Schema.Struct({
  seq: Schema.Int,
  atMs: Schema.Number,
  author: Schema.Literals(["customer", "agent", "system"]),
  text: Schema.String,
  contact: Schema.optional(Schema.String),
  status: Schema.optional(Schema.String),
  clientId: Schema.optional(Schema.String),
  messageId: Schema.optional(Schema.String),
  attachments: Schema.Array(
    Schema.Struct({
      name: Schema.String,
      mime: Schema.String,
      bytes: Schema.Number,
      sha256: Schema.String,
      held: Schema.optional(Schema.String)
    })
  )
})

const Denied = [Unauthorized, Forbidden] as const

/** What supervisors and other systems of the bank read. */
export class ContactsGroup extends HttpApiGroup.make("contacts")
  .add(
    HttpApiEndpoint.get("list", "/api/contacts", {
      query: { after: Schema.optional(Schema.String), limit: Schema.optional(Schema.NumberFromString) },
      success: Schema.Struct({ contacts: Schema.Array(Contact), total: Schema.Int, position: Schema.Int }),
      error: Denied
    })
  )
  .add(
    HttpApiEndpoint.get("one", "/api/contacts/:contact", {
      params: { contact: Schema.String },
      success: Schema.Struct({ ...Contact.fields, explanation: Schema.optional(Schema.String) }),
      error: [...Denied, NotFound]
    })
  )
  .add(
    HttpApiEndpoint.get("conversation", "/api/conversations/:conversation", {
      params: { conversation: Schema.String },
      success: Schema.Struct({
        conversation: Schema.String,
        channel: Channel,
        adapter: Schema.String,
        thread: Schema.String,
        lines: Schema.Array(Line)
      }),
      error: [...Denied, NotFound]
    })
  )
  .middleware(SignedIn)
  .annotate(OpenApi.Description, "Contacts and conversations, for supervisors and for other systems of the bank.") {}

/** The same acts and views as the desktop's, for other programs and for tests. */
export class DeskGroup extends HttpApiGroup.make("desk")
  .add(HttpApiEndpoint.get("view", "/api/desk", { success: DeskView, error: Denied }))
  .add(
    HttpApiEndpoint.post("act", "/api/desk/acts", {
      payload: Schema.Struct({ command: Schema.String, act: Act }),
      success: ActReply,
      error: [...Denied, ActRefused, HostUnavailable]
    })
  )
  .add(HttpApiEndpoint.get("wall", "/api/wall", { success: WallView, error: Denied }))
  .middleware(SignedIn)
  .annotate(OpenApi.Description, "What an agent sees and does, and the supervisor's wall.") {}

export class Api extends HttpApi.make("strowger")
  .add(SessionGroup)
  .add(ContactsGroup)
  .add(DeskGroup)
  .annotate(OpenApi.Title, "Strowger host")
  .annotate(OpenApi.Version, "0.1.0") {}
