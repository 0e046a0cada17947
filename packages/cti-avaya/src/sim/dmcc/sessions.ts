import { randomBytes } from "node:crypto"
import type { Message, MessageOf } from "../../messages/Message.ts"
import type { Clock } from "../Clock.ts"
import type { Link } from "./Link.ts"
import type { RouteServer } from "./RouteServer.ts"
import { Session } from "./Session.ts"

/** Who may start a session. */
export interface User {
  readonly name: string
  readonly password: string
}

export interface SessionOptions {
  /** Default: one user "strowger" with the password "strowger". */
  readonly users?: ReadonlyArray<User>
  /** Protocol versions it will speak, as the text after the CSTA namespace ("priv7", "privC"...). Default: every one known. */
  readonly versions?: ReadonlyArray<string>
  /** What a session may ask for at most. Default 180 s. */
  readonly maxSessionSeconds?: number
  /** How long a session outlives its link where the client does not say. Default 60 s. */
  readonly cleanupSeconds?: number
  readonly maxSessions?: number
}

const knownVersions = [
  "priv1",
  "priv2",
  "priv3",
  "priv4",
  "priv5",
  "priv6",
  "priv7",
  "priv8",
  "priv9",
  "privA",
  "privC"
]

type Negative = "invalidApplicationInfo" | "requestedProtocolVersionNotSupported" | "maxNumberSessions"

/** Application sessions of ECMA-354: started, kept alive, lost with their link, resumed by their old id, or forgotten. */
export class Sessions {
  readonly all = new Map<string, Session>()
  readonly #clock: Clock
  readonly #options: SessionOptions
  readonly #routes: RouteServer

  constructor(clock: Clock, routes: RouteServer, options: SessionOptions) {
    this.#clock = clock
    this.#routes = routes
    this.#options = options
  }

  /** `count` is told why a start was refused. */
  start(link: Link, request: MessageOf<"StartApplicationSession">, count: (reason: string) => void): Message {
    const refuse = (text: Negative): Message => {
      count(`session-${text}`)
      return { type: "StartApplicationSessionNegResponse", errorCode: { defined: true, text } }
    }
    const login = request.applicationInfo.applicationSpecificInfo
    const users = this.#options.users ?? [{ name: "strowger", password: "strowger" }]
    const user = users.find((one) => one.name === login?.userName && one.password === login.password)
    if (login === undefined || user === undefined) return refuse("invalidApplicationInfo")
    const versions = this.#options.versions ?? knownVersions
    const protocol = request.requestedProtocolVersions.find((one) => versions.includes(one.split("/").at(-1) ?? ""))
    if (protocol === undefined) return refuse("requestedProtocolVersionNotSupported")
    const durationSeconds = Math.max(
      1,
      Math.min(request.requestedSessionDuration ?? 180, this.#options.maxSessionSeconds ?? 180)
    )
    const session =
      login.sessionID === undefined
        ? this.#begin(user, protocol, login.sessionCleanupDelay, durationSeconds)
        : this.#resume(login.sessionID, user)
    if (session === undefined)
      return refuse(login.sessionID === undefined ? "maxNumberSessions" : "invalidApplicationInfo")
    // A link speaks for one session at a time, and a session has one link.
    if (this.on(link) !== session) this.unlink(link)
    if (session.link !== link) session.link?.destroy()
    session.link = link
    link.session = session.id
    session.durationSeconds = durationSeconds
    session.cancelCleanup?.()
    this.#expect(session)
    return {
      type: "StartApplicationSessionPosResponse",
      sessionID: session.id,
      actualProtocolVersion: session.protocol,
      actualSessionDuration: durationSeconds
    }
  }

  reset(link: Link, request: MessageOf<"ResetApplicationSessionTimer">): Message {
    const session = this.#of(link, request.sessionID)
    if (session === undefined) {
      const errorCode = { defined: true, text: "invalidSessionID" }
      return { type: "ResetApplicationSessionTimerNegResponse", errorCode }
    }
    const { requestedSessionDuration: asked } = request
    if (asked !== undefined && asked > 0) {
      session.durationSeconds = Math.min(asked, this.#options.maxSessionSeconds ?? 180)
    }
    this.#expect(session)
    return { type: "ResetApplicationSessionTimerPosResponse", actualSessionDuration: session.durationSeconds }
  }

  stop(link: Link, request: MessageOf<"StopApplicationSession">): Message {
    const session = this.#of(link, request.sessionID)
    if (session === undefined) {
      return { type: "StopApplicationSessionNegResponse", errorCode: { defined: true, text: "invalidSessionID" } }
    }
    this.forget(session)
    return { type: "StopApplicationSessionPosResponse" }
  }

  /** The session a link speaks for. */
  on(link: Link): Session | undefined {
    const session = link.session === undefined ? undefined : this.all.get(link.session)
    return session?.link === link ? session : undefined
  }

  /** The link is gone: the session waits for its client, monitors and registrations with it. */
  unlink(link: Link): void {
    const session = this.on(link)
    if (session === undefined) return
    session.link = undefined
    session.cancelExpiry?.()
    session.cancelCleanup?.()
    session.cancelCleanup = this.#clock.after(session.cleanupDelayMs, () => this.forget(session))
  }

  forget(session: Session): void {
    session.cancelExpiry?.()
    session.cancelCleanup?.()
    this.#routes.forget(session)
    this.all.delete(session.id)
    if (session.link !== undefined) session.link.session = undefined
    session.link = undefined
  }

  #begin(user: User, protocol: string, cleanup: number | undefined, durationSeconds: number): Session | undefined {
    if (this.all.size >= (this.#options.maxSessions ?? 100)) return undefined
    const session = new Session({
      id: `${randomBytes(16).toString("hex").toUpperCase()}-${this.all.size}`,
      user: user.name,
      protocol,
      cleanupDelayMs: (cleanup ?? this.#options.cleanupSeconds ?? 60) * 1000,
      durationSeconds
    })
    this.all.set(session.id, session)
    return session
  }

  #resume(id: string, user: User): Session | undefined {
    const session = this.all.get(id)
    return session?.user === user.name ? session : undefined
  }

  #of(link: Link, id: string): Session | undefined {
    const session = this.on(link)
    return session?.id === id ? session : undefined
  }

  /** Without a keep-alive within the duration the session is over; it can still be resumed until its cleanup delay has passed. */
  #expect(session: Session): void {
    session.cancelExpiry?.()
    session.cancelExpiry = this.#clock.after(session.durationSeconds * 1000, () => {
      const { link } = session
      const sessionTermReason = { defined: true, text: "sessionTimerExpired" }
      link?.send(9999, { type: "ApplicationSessionTerminated", sessionID: session.id, sessionTermReason })
      if (link === undefined) return
      this.unlink(link)
      link.end()
    })
  }
}
