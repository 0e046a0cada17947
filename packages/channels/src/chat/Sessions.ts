import type { Address, Inbound, InboundSession } from "@strowger/router/ports"
import { Clock, Effect, FiberMap, type Scope } from "effect"
import type { Inbox } from "./Inbox.ts"

/**
 * Which visitors are here. A lost socket is not a visitor who left: after `pauseMs` without one the session is paused (the agent sees it),
 * after `graceMs` more it is closed. Kept in memory only: after a restart a visitor who comes back is announced again under the same key,
 * so the host, not this list, knows what is open.
 */
export interface Sessions {
  readonly address: (session: string) => Address
  /** A page of this session said hello over `connection`. Completes when the host has recorded what that means. */
  readonly enter: (entry: Entry) => Effect.Effect<void>
  /** The socket is gone. Returns at once: pause and close come later, if nobody came back. */
  readonly leave: (session: string, connection: string) => Effect.Effect<void>
  /** The visitor ended the chat. Completes when that is recorded. */
  readonly close: (session: string, connection: string) => Effect.Effect<void>
  readonly connections: (session: string) => number
  /** Going down: sockets that close now say nothing about their visitors. */
  readonly freeze: Effect.Effect<void>
}
export interface Entry {
  readonly session: string
  readonly connection: string
  /** The page came with a token: this session was here before. */
  readonly resumed: boolean
  readonly lang?: string
}

interface Present {
  readonly connections: Set<string>
  paused: boolean
}

export const makeSessions = Effect.fnUntraced(function* (options: {
  readonly id: string
  readonly pauseMs: number
  readonly graceMs: number
  readonly inbox: Inbox
}): Effect.fn.Return<Sessions, never, Scope.Scope> {
  const { id, pauseMs, graceMs, inbox } = options
  const present = new Map<string, Present>()
  const absences = yield* FiberMap.make<string>()
  let frozen = false

  const address = (session: string): Address => ({ channel: "chat", value: session })

  /** `unique` makes the key of an event that may happen more than once in a session's life. */
  const tell = Effect.fnUntraced(function* (
    type: InboundSession["type"],
    session: string,
    unique: string,
    more?: { readonly reason?: string; readonly lang?: string | undefined }
  ) {
    const unit: Inbound = {
      type,
      key: { account: id, epoch: "", id: unique === "" ? `${session}:opened` : `${session}:${unique}` },
      thread: session,
      atMs: yield* Clock.currentTimeMillis,
      from: address(session),
      ...(more?.reason === undefined ? {} : { reason: more.reason }),
      ...(more?.lang === undefined ? {} : { lang: more.lang })
    }
    yield* inbox.settle(unit)
  })

  const absence = Effect.fnUntraced(function* (session: string, connection: string) {
    const there = present.get(session)
    if (there === undefined) return
    yield* Effect.sleep(pauseMs)
    there.paused = true
    yield* tell("SessionPaused", session, `paused:${connection}`)
    yield* Effect.sleep(graceMs)
    present.delete(session)
    yield* tell("SessionClosed", session, `closed:${connection}`, { reason: "timeout" })
  })

  return {
    address,
    enter: Effect.fnUntraced(function* ({ session, connection, resumed, lang }) {
      yield* FiberMap.remove(absences, session)
      const before = present.get(session)
      const there: Present = before ?? { connections: new Set(), paused: false }
      present.set(session, there)
      there.connections.add(connection)
      const cameBack = there.paused || (before === undefined && resumed)
      there.paused = false
      if (before === undefined) yield* tell("SessionOpened", session, "", { lang })
      if (cameBack) yield* tell("SessionResumed", session, `resumed:${connection}`)
    }),
    leave: (session, connection) =>
      Effect.suspend(() => {
        const there = present.get(session)
        if (there === undefined || !there.connections.delete(connection)) return Effect.void
        if (frozen || there.connections.size > 0) return Effect.void
        return Effect.asVoid(FiberMap.run(absences, session, absence(session, connection)))
      }),
    close: Effect.fnUntraced(function* (session, connection) {
      yield* FiberMap.remove(absences, session)
      present.delete(session)
      yield* tell("SessionClosed", session, `closed:${connection}`, { reason: "visitor" })
    }),
    connections: (session) => present.get(session)?.connections.size ?? 0,
    freeze: Effect.suspend(() => {
      frozen = true
      return FiberMap.clear(absences)
    })
  }
})
