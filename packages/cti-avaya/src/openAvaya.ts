import {
  type Adapter,
  type CallControl,
  type Delivery,
  type Health,
  type Inbound,
  type ObservedPresence,
  type PresenceSource,
  type Question,
  SendError
} from "@strowger/router/ports"
import { Clock, Effect, FiberSet, PubSub, Result, type Scope } from "effect"
import { Agents } from "./agents/Agents.ts"
import { type AvayaConfigError, type AvayaOptions, settle } from "./AvayaOptions.ts"
import type { CallFact } from "./calls/Call.ts"
import { Calls } from "./calls/Calls.ts"
import { callControl } from "./control.ts"
import { Devices } from "./devices.ts"
import { dispatch } from "./dispatch.ts"
import { Inbox } from "./Inbox.ts"
import { Monitors } from "./monitors.ts"
import { Routing } from "./routing/Routing.ts"
import { makeSession } from "./session/Session.ts"
import { SwitchLink } from "./SwitchLink.ts"
import { Upkeep } from "./Upkeep.ts"

/** An Avaya switch as the router sees it. */
export interface Avaya {
  readonly adapter: Adapter
  readonly callControl: CallControl["Service"]
  readonly presence: PresenceSource["Service"]
}

const noMessages = new SendError({
  outcome: "reject",
  code: "voice",
  message: "A telephone call carries no messages; act on it through CallControl."
})

/**
 * Opens the link to AE Services and keeps it for as long as the scope lives. Succeeds at once, whether or not the server can be reached:
 * `adapter.health` says how it stands. Fails only for options that cannot work.
 */
export const openAvaya = (options: AvayaOptions): Effect.Effect<Avaya, AvayaConfigError, Scope.Scope> =>
  Effect.gen(function* () {
    const settings = yield* Effect.fromResult(settle(options))
    const clock = yield* Clock.Clock
    const now = () => clock.currentTimeMillisUnsafe()
    const fork = yield* FiberSet.makeRuntime<never>()
    const session = yield* makeSession(settings)
    const counts = new Map<string, number>()
    const count = (reason: string): void => void counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const inbox = new Inbox<Delivery | Question>(session.throttle)

    const deliver = (unit: Inbound): void =>
      inbox.put((back) => ({
        type: "Delivery",
        unit,
        ack: () => Effect.void,
        nack: (why) => Effect.sync(() => (why === "retry" ? back(now()) : count("poison")))
      }))
    const keyOf = (id: string) => ({ account: settings.id, epoch: session.id(), id })
    /** The key names the call and the place of the fact in it, so the same unit has the same key however often it is handed over. */
    const emit = ({ sequence, ...fact }: CallFact): void =>
      deliver({ ...fact, key: keyOf(`call/${fact.thread}/${sequence}/${fact.type}`), atMs: now() } as Inbound)
    let lists = 0
    const present = (threads: ReadonlyArray<string>): void =>
      deliver({
        type: "CallsPresent",
        key: keyOf(`present/${++lists}`),
        thread: settings.switchName,
        atMs: now(),
        threads
      })

    const devices = new Devices(session, settings.switchName)
    const monitors = new Monitors(session)
    const calls = new Calls({ session, switchName: settings.switchName, now, fork, emit })
    const changes = yield* PubSub.unbounded<ObservedPresence>()
    const agents = new Agents(settings, session, devices, now, changes)
    const upkeep = new Upkeep({ settings, session, devices, monitors, calls, agents, present })
    const routing = new Routing({
      account: settings.id,
      routeHoldMs: settings.routeHoldMs,
      now,
      sessionId: session.id,
      tell: (message, refused) => Result.isSuccess(session.tell(message, refused)),
      destination: (extension) => devices.destination(extension),
      fork,
      identify: (offer) => calls.identify(offer),
      ask: (question) => inbox.put(() => question),
      failed: (thread, device, code) => calls.routeFailed(thread, device, code),
      unanswered: (thread) => calls.doubt(thread, 2 * settings.routeHoldMs + 5_000),
      count
    })
    const switchLink = new SwitchLink(settings.switchName, now)
    const unreachable = (): void => {
      routing.linkLost()
      agents.linkLost()
    }
    let draining = false

    yield* session.start({
      message: dispatch({
        settings,
        session,
        monitors,
        calls,
        agents,
        routing,
        upkeep,
        switchLink,
        unreachable,
        count
      }),
      up: ({ recovered }) => upkeep.up(recovered),
      down: () => {
        switchLink.forget()
        unreachable()
      },
      count
    })

    const health = (): Health => {
      const own = session.health()
      if (draining && own.state !== "down") return { ...own, state: "draining" }
      if (own.state !== "up") return own
      const down = switchLink.down
      if (down !== undefined) return { state: "down", sinceMs: down.sinceMs, detail: down.detail }
      return upkeep.trouble === undefined ? own : { ...own, detail: upkeep.trouble }
    }
    const adapter: Adapter = {
      id: settings.id,
      channel: "voice",
      capabilities: { mode: "call", receipts: "none", typing: false },
      inbound: inbox.stream,
      send: () => Effect.fail(noMessages),
      find: () => Effect.succeed("not-sent"),
      health: Effect.sync(health),
      refused: Effect.sync(() => Object.fromEntries(counts)),
      drain: Effect.gen(function* () {
        draining = true
        yield* upkeep.cancelRoutes
        yield* routing.settled
        yield* session.stop
        inbox.close()
      })
    }
    return {
      adapter,
      callControl: callControl({ session, calls, devices, fork, resync: (station) => upkeep.station(station) }),
      presence: { changes: agents.changes, set: agents.set }
    }
  })
