import { Effect } from "effect"
import { again } from "./again.ts"
import type { MessageOf } from "./messages/Message.ts"
import type { RequestError } from "./session/Requests.ts"
import type { Session } from "./session/Session.ts"

/** What a monitor watches. */
export interface Watched {
  readonly kind: "station" | "vdn"
  readonly extension: string
}

const callcontrol = {
  callCleared: true,
  conferenced: true,
  connectionCleared: true,
  delivered: true,
  diverted: true,
  established: true,
  failed: true,
  held: true,
  networkReached: true,
  originated: true,
  queued: true,
  retrieved: true,
  serviceInitiated: true,
  transferred: true
} as const
const logicalDeviceFeature = {
  agentBusy: true,
  agentLoggedOn: true,
  agentLoggedOff: true,
  agentNotReady: true,
  agentReady: true,
  agentWorkingAfterCall: true
} as const

type Filter = MessageOf<"MonitorStartResponse">["actualMonitorFilter"]

/** What was asked for and not granted. A server that names no filter grants, as far as we know, the calls and nothing of agents. */
export const withheld = (kind: Watched["kind"], granted: Filter): ReadonlyArray<string> => {
  if (granted === undefined) return kind === "station" ? Object.keys(logicalDeviceFeature) : []
  const missing = (asked: object, given: Readonly<Record<string, unknown>> | undefined) =>
    Object.keys(asked).filter((name) => given?.[name] !== true)
  return [
    ...missing(callcontrol, granted.callcontrol),
    ...(kind === "station" ? missing(logicalDeviceFeature, granted.logicalDeviceFeature) : [])
  ]
}

/** The monitors of the session, by the cross reference every event carries. */
export class Monitors {
  readonly #session: Session
  readonly #watched = new Map<string, Watched>()
  readonly #references = new Map<string, string>()
  /** Stations whose agents' states come as events. */
  readonly #agentEvents = new Set<string>()
  readonly #withheld = new Map<string, number>()

  constructor(session: Session) {
    this.#session = session
  }

  /** Starts watching. `found` sees the answer before any event behind it. */
  start(
    watched: Watched,
    device: string,
    found: (answer: MessageOf<"MonitorStartResponse">) => void = () => undefined
  ): Effect.Effect<void, RequestError> {
    const station = watched.kind === "station"
    const heard = (answer: MessageOf<"MonitorStartResponse">): void => {
      this.#watched.set(answer.monitorCrossRefID, watched)
      this.#references.set(key(watched), answer.monitorCrossRefID)
      const agentEvents = !withheld(watched.kind, answer.actualMonitorFilter).some((name) => name.startsWith("agent"))
      if (station && agentEvents) this.#agentEvents.add(watched.extension)
      for (const name of withheld(watched.kind, answer.actualMonitorFilter)) {
        this.#withheld.set(name, (this.#withheld.get(name) ?? 0) + 1)
      }
      found(answer)
    }
    const request = this.#session.ask(
      {
        type: "MonitorStart",
        monitorObject: { deviceObject: device },
        requestedMonitorFilter: station ? { callcontrol, logicalDeviceFeature } : { callcontrol },
        monitorType: station ? "device" : "call",
        privateData: { invertFilter: true }
      },
      "MonitorStartResponse",
      { heard }
    )
    return Effect.asVoid(again(request))
  }

  /** Ends what is left of an old session's monitors, so that no event comes twice. */
  readonly stopAll: Effect.Effect<void> = Effect.suspend(() => {
    const references = [...this.#watched.keys()]
    this.forget()
    return Effect.forEach(
      references,
      (monitorCrossRefID) =>
        Effect.ignore(this.#session.ask({ type: "MonitorStop", monitorCrossRefID }, "MonitorStopResponse")),
      { concurrency: 8, discard: true }
    )
  })

  /** Events the server did not grant, and to how many monitors. */
  get withheld(): ReadonlyMap<string, number> {
    return this.#withheld
  }

  source(monitorCrossRefID: string): Watched | undefined {
    return this.#watched.get(monitorCrossRefID)
  }

  covers(watched: Watched): boolean {
    return this.#references.has(key(watched))
  }

  tellsAgentState(station: string): boolean {
    return this.#agentEvents.has(station)
  }

  forget(): void {
    this.#watched.clear()
    this.#references.clear()
    this.#agentEvents.clear()
    this.#withheld.clear()
  }
}

const key = ({ kind, extension }: Watched): string => `${kind}:${extension}`
