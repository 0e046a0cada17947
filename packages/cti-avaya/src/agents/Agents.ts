import { type ObservedPresence, PresenceError, type PresenceSource } from "@strowger/router/ports"
import { Effect, PubSub, Redacted, Stream } from "effect"
import type { Settled } from "../AvayaOptions.ts"
import type { Devices } from "../devices.ts"
import { extensionOf } from "../extension.ts"
import type { Message } from "../messages/Message.ts"
import { classify } from "../session/failures.ts"
import type { RequestError } from "../session/Requests.ts"
import type { Session } from "../session/Session.ts"
import { type AgentEvent, ofAnswer, ofEvent, type Said } from "./presence.ts"

type Asked = Parameters<PresenceSource["Service"]["set"]>[0]

interface Known {
  readonly seen: ObservedPresence
  /** Counts what was said by events: an answer asked for before the last one is stale. */
  readonly events: number
}

const asHex = (text: string): string => Buffer.from(text, "utf8").toString("hex").toUpperCase()

const failed = (error: RequestError, busy: boolean): PresenceError => {
  const refused = busy && classify(error) !== "configuration" ? "busy" : "refused"
  return new PresenceError({ reason: error.reason === "refused" ? refused : "unavailable", message: error.message })
}

/** The agents' states on the switch: told by events, checked by asking, set on request. */
export class Agents {
  readonly #settings: Settled
  readonly #session: Session
  readonly #devices: Devices
  readonly #now: () => number
  readonly #known = new Map<string, Known>()
  readonly #changes: PubSub.PubSub<ObservedPresence>

  constructor(
    settings: Settled,
    session: Session,
    devices: Devices,
    now: () => number,
    changes: PubSub.PubSub<ObservedPresence>
  ) {
    this.#settings = settings
    this.#session = session
    this.#devices = devices
    this.#now = now
    this.#changes = changes
  }

  /** What is known now, then every change. */
  readonly changes: Stream.Stream<ObservedPresence> = Stream.unwrap(
    Effect.gen({ self: this }, function* () {
      const subscription = yield* PubSub.subscribe(this.#changes)
      const known = [...this.#known.values()].map(({ seen }) => seen)
      return Stream.concat(Stream.fromIterable(known), Stream.fromSubscription(subscription))
    })
  )

  event(event: AgentEvent): void {
    const device = extensionOf(event.agentDevice)
    if (device === undefined) return
    this.#set(device, ofEvent(event), (this.#known.get(device)?.events ?? 0) + 1)
  }

  /** With the link goes what we knew. It does not mean that anybody logged out. */
  linkLost(): void {
    for (const [device, { events }] of this.#known) {
      this.#set(device, { presence: "unknown", login: undefined, reasonCode: undefined }, events + 1)
    }
  }

  /** Asks for one agent's state. An answer older than the newest event is dropped. */
  poll(device: string): Effect.Effect<void, RequestError> {
    return Effect.gen({ self: this }, function* () {
      const id = yield* this.#devices.station(device)
      const asked = this.#known.get(device)?.events ?? 0
      yield* this.#session.ask({ type: "GetAgentState", device: id }, "GetAgentStateResponse", {
        heard: (answer) => {
          const said = ofAnswer(answer)
          const events = this.#known.get(device)?.events ?? 0
          if (said !== undefined && events === asked) this.#set(device, said, events)
        }
      })
    })
  }

  readonly set = (asked: Asked): Effect.Effect<void, PresenceError> =>
    Effect.gen({ self: this }, function* () {
      const known = this.#known.get(asked.device)?.seen
      const device = yield* this.#devices.station(asked.device)
      if (asked.presence === "signed-out") {
        if (known?.presence !== "signed-out") yield* this.#request(this.#message(device, asked, "loggedOff"))
        return
      }
      if (known === undefined || known.presence === "signed-out" || known.presence === "unknown") {
        yield* this.#login(device, asked)
        if (asked.presence === "not-ready") return
      }
      yield* this.#request(this.#message(device, asked, asked.presence === "ready" ? "ready" : "notReady"))
    }).pipe(Effect.mapError((error) => failed(error, this.#known.get(asked.device)?.seen.presence === "busy")))

  /** Logging in an agent who is logged in already is no failure. */
  #login(device: string, asked: Asked): Effect.Effect<void, RequestError> {
    return this.#request(this.#message(device, asked, "loggedOn")).pipe(
      Effect.catch((error) =>
        error.reason !== "refused"
          ? Effect.fail(error)
          : Effect.gen({ self: this }, function* () {
              yield* this.poll(asked.device)
              const now = this.#known.get(asked.device)?.seen
              if (now === undefined || now.presence === "signed-out" || now.presence === "unknown") return yield* error
              if (now.login !== undefined && now.login !== asked.login) return yield* error
            })
      )
    )
  }

  #message(
    device: string,
    asked: Asked,
    requestedAgentState: "loggedOn" | "loggedOff" | "ready" | "notReady"
  ): Message {
    const { password, readyMode, reasonCodes } = this.#settings.agents
    const reasonCode = asked.reason === undefined ? undefined : reasonCodes[asked.reason]
    const reason = reasonCode === undefined ? {} : { reasonCode }
    const secret = requestedAgentState === "loggedOn" ? password?.(asked.login) : undefined
    // The switch changes an agent on a call only afterwards, and only if asked to.
    const pending = this.#known.get(asked.device)?.seen.presence === "busy" ? { enablePending: true } : {}
    const privateData = {
      loggedOn: { workMode: "auxWork" as const, ...reason },
      loggedOff: { ...reason },
      notReady: { workMode: "auxWork" as const, ...reason, ...pending },
      ready: { workMode: readyMode, ...pending }
    }[requestedAgentState]
    return {
      type: "SetAgentState",
      device,
      requestedAgentState,
      agentID: asked.login,
      ...(secret === undefined ? {} : { password: asHex(Redacted.value(secret)) }),
      privateData
    }
  }

  #request(message: Message): Effect.Effect<void, RequestError> {
    return Effect.asVoid(this.#session.ask(message, "SetAgentStateResponse"))
  }

  #reasonName(code: number | undefined): string | undefined {
    if (code === undefined || code === 0) return undefined
    const named = Object.entries(this.#settings.agents.reasonCodes).find(([, value]) => value === code)
    return named?.[0] ?? String(code)
  }

  #set(device: string, said: Said, events: number): void {
    const before = this.#known.get(device)?.seen
    const reason = this.#reasonName(said.reasonCode)
    const login = said.login ?? (said.presence === "signed-out" ? undefined : before?.login)
    const seen: ObservedPresence = {
      device,
      presence: said.presence,
      atMs: this.#now(),
      ...(login === undefined ? {} : { login }),
      ...(reason === undefined ? {} : { reason })
    }
    const same = before?.presence === seen.presence && before.reason === seen.reason && before.login === seen.login
    this.#known.set(device, { seen: same ? before : seen, events })
    if (!same) PubSub.publishUnsafe(this.#changes, seen)
  }
}
