import { Clock, Effect, FiberSet } from "effect"
import type { Agents } from "./agents/Agents.ts"
import type { Settled } from "./AvayaOptions.ts"
import type { Calls } from "./calls/Calls.ts"
import type { Devices } from "./devices.ts"
import type { Monitors, Watched } from "./monitors.ts"
import { classify } from "./session/failures.ts"
import type { RequestError } from "./session/Requests.ts"
import type { Session } from "./session/Session.ts"

export interface UpkeepParts {
  readonly settings: Settled
  readonly session: Session
  readonly devices: Devices
  readonly monitors: Monitors
  readonly calls: Calls
  readonly agents: Agents
  /** Tells the host which calls there are. */
  readonly present: (threads: ReadonlyArray<string>) => void
}

const width = { concurrency: 8, discard: true } as const
/** What an administrator must change is looked at again after this time; what may pass, sooner each time. */
const configurationMs = 600_000
const retryMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const
const pollTimeoutMs = 3_000

/** What must be done whenever a session stands: devices, monitors, route registrations, a look at everything, and then the polls. */
export class Upkeep {
  readonly #parts: UpkeepParts
  /** Route registrations by VDN. */
  readonly #registered = new Map<string, string>()
  /** What the switch does not let us watch or route, and why. */
  readonly #refused = new Map<string, string>()
  #fork: ((effect: Effect.Effect<void>) => unknown) | undefined
  #looked = false

  constructor(parts: UpkeepParts) {
    this.#parts = parts
  }

  /** Why not everything works, for the health page. */
  get trouble(): string | undefined {
    if (this.#refused.size === 0) return undefined
    return [...this.#refused].map(([what, why]) => `${what}: ${why}`).join("; ")
  }

  /** Runs for as long as the session stands. */
  up(recovered: boolean): Effect.Effect<void> {
    return Effect.scoped(
      Effect.gen({ self: this }, function* () {
        const { settings, devices, monitors } = this.#parts
        const fork = yield* FiberSet.makeRuntime<never>()
        this.#fork = fork
        yield* Effect.addFinalizer(() => Effect.sync(() => (this.#fork = undefined)))
        this.#refused.clear()
        if (recovered) yield* this.#leaveOld()
        this.#registered.clear()
        monitors.forget()
        if (!recovered) devices.forget()
        yield* this.#systemRegister()
        yield* Effect.forEach(settings.stations, (extension) => this.#persist("station", extension), width)
        yield* Effect.forEach(settings.vdns, (extension) => this.#persist("vdn", extension), width)
        if (monitors.withheld.size > 0) {
          const list = [...monitors.withheld].map(([event, times]) => `${event} (${times})`).join(", ")
          yield* Effect.logWarning(`${settings.id}: the server does not give these events to our monitors: ${list}.`)
        }
        yield* this.look
        yield* this.#poll()
      })
    )
  }

  /** The server took a registration away. */
  registerAgain(routeRegisterReqID: string): void {
    for (const [vdn, id] of this.#registered) {
      if (id !== routeRegisterReqID) continue
      this.#registered.delete(vdn)
      this.#refused.set(`vdn ${vdn}`, "the switch took the route registration away")
      this.#fork?.(Effect.andThen(Effect.sleep(retryMs[0]), this.#persist("vdn", vdn)))
    }
  }

  /** Events may have been lost: compare with the switch. */
  lookAgain(): void {
    this.#fork?.(this.look)
  }

  /** Asks the switch about one station. */
  station(extension: string): Effect.Effect<void> {
    const { devices, calls } = this.#parts
    return Effect.ignore(Effect.flatMap(devices.station(extension), (id) => calls.snapshot(extension, id)))
  }

  /** No new questions. */
  readonly cancelRoutes: Effect.Effect<void> = Effect.suspend(() => {
    const ids = [...this.#registered.values()]
    this.#registered.clear()
    return Effect.forEach(
      ids,
      (routeRegisterReqID) =>
        Effect.ignore(
          this.#parts.session.ask({ type: "RouteRegisterCancel", routeRegisterReqID }, "RouteRegisterCancelResponse")
        ),
      width
    )
  })

  /** Everything at every station, every call we know, every agent; then the host hears which calls there are. */
  readonly look: Effect.Effect<void> = Effect.gen({ self: this }, function* () {
    const { settings, monitors, agents } = this.#parts
    const stations = settings.stations.filter((extension) => monitors.covers({ kind: "station", extension }))
    yield* Effect.forEach(stations, (extension) => this.station(extension), width)
    yield* Effect.forEach(stations, (extension) => Effect.ignore(agents.poll(extension)), width)
    const entrances = yield* Effect.forEach(settings.vdns, (vdn) => this.#entrance(vdn), { concurrency: 8 })
    if (!this.#looked && entrances.includes(false)) {
      // A new process knows nobody who stands in a vector until he asks again: wait for two loops of it.
      this.#fork?.(Effect.andThen(Effect.sleep(2 * settings.routeHoldMs + 5_000), this.#present))
    } else yield* this.#present
  })

  readonly #present: Effect.Effect<void> = Effect.gen({ self: this }, function* () {
    this.#looked = true
    this.#parts.present(yield* this.#parts.calls.verify)
  })

  /** False = the switch does not say who stands there. */
  #entrance(vdn: string): Effect.Effect<boolean> {
    const { devices, calls } = this.#parts
    return Effect.match(
      Effect.flatMap(devices.thirdParty(vdn), (id) => calls.entrance(id)),
      { onSuccess: () => true, onFailure: () => false }
    )
  }

  /** What a kept session still holds is ended, so that nothing comes twice; what was missed shows in the look. */
  #leaveOld(): Effect.Effect<void> {
    return Effect.andThen(this.#parts.monitors.stopAll, this.cancelRoutes)
  }

  /** Optional: not every server has it. */
  #systemRegister(): Effect.Effect<void> {
    const { session, settings } = this.#parts
    return Effect.ignore(
      session.ask(
        {
          type: "SystemRegister",
          requestTypes: { systemStatus: true },
          privateData: { invertFilter: true, switchName: settings.switchName }
        },
        "SystemRegisterResponse"
      )
    )
  }

  /** Sets one thing up; where that fails, goes on trying beside everything else. */
  #persist(kind: Watched["kind"], extension: string, failures = 0): Effect.Effect<void> {
    const what = `${kind} ${extension}`
    return Effect.matchEffect(kind === "station" ? this.#station(extension) : this.#vdn(extension), {
      onSuccess: () => Effect.sync(() => this.#refused.delete(what)),
      onFailure: (error) =>
        Effect.gen({ self: this }, function* () {
          // Nothing can be done without a link, and the next session starts from the beginning.
          if (error.reason === "unavailable") return
          this.#refused.set(what, error.code)
          yield* Effect.logWarning(`${what} is not usable: ${error.message}`)
          const pause = retryMs[Math.min(failures, retryMs.length - 1)] ?? configurationMs
          const waitMs = classify(error) === "configuration" ? configurationMs : pause
          this.#fork?.(Effect.andThen(Effect.sleep(waitMs), this.#persist(kind, extension, failures + 1)))
        })
    })
  }

  #station(extension: string): Effect.Effect<void, RequestError> {
    const { devices, monitors } = this.#parts
    const watched = { kind: "station", extension } as const
    if (monitors.covers(watched)) return Effect.void
    return Effect.flatMap(devices.station(extension), (id) => monitors.start(watched, id))
  }

  /** The monitor tells the ends of calls; without it routing works all the same. */
  #vdn(extension: string): Effect.Effect<void, RequestError> {
    const { devices, monitors, calls } = this.#parts
    const watched = { kind: "vdn", extension } as const
    return Effect.gen({ self: this }, function* () {
      const id = yield* devices.thirdParty(extension)
      const monitor = monitors.covers(watched)
        ? Effect.void
        : monitors
            .start(watched, id, (answer) => calls.found(answer.privateData))
            .pipe(Effect.catch((error) => Effect.logWarning(`No monitor of VDN ${extension}: ${error.message}`)))
      // Asked for together: callers do not wait for a monitor that brings no answer.
      yield* Effect.all([monitor, this.#register(extension, id)], { concurrency: 2, discard: true })
    })
  }

  #register(extension: string, device: string): Effect.Effect<void, RequestError> {
    const { session, settings } = this.#parts
    return Effect.asVoid(
      session.ask(
        {
          type: "RouteRegister",
          routeingDevice: device,
          privateData: { switchNameList: settings.switchName }
        },
        "RouteRegisterResponse",
        { heard: ({ routeRegisterReqID }) => void this.#registered.set(extension, routeRegisterReqID) }
      )
    )
  }

  /** One question at a time, each station at its own pace, spread evenly. */
  #poll(): Effect.Effect<void> {
    return Effect.gen({ self: this }, function* () {
      const { settings, monitors, agents } = this.#parts
      const { pollMs, pollWithoutEventsMs } = settings.agents
      const pace = (extension: string) => (monitors.tellsAgentState(extension) ? pollMs : pollWithoutEventsMs)
      const startMs = yield* Clock.currentTimeMillis
      const due = settings.stations.map((extension, at) => ({
        extension,
        atMs: startMs + (pace(extension) * (at + 1)) / settings.stations.length
      }))
      while (due.length > 0) {
        due.sort((a, b) => a.atMs - b.atMs)
        const next = due[0]
        if (next === undefined) return
        const waitMs = next.atMs - (yield* Clock.currentTimeMillis)
        if (waitMs > 0) yield* Effect.sleep(waitMs)
        if (!monitors.covers({ kind: "station", extension: next.extension })) {
          next.atMs = (yield* Clock.currentTimeMillis) + pollMs
          continue
        }
        const polled = yield* Effect.result(
          Effect.timeoutOrElse(agents.poll(next.extension), { duration: pollTimeoutMs, orElse: () => Effect.void })
        )
        const refused = polled._tag === "Failure" && classify(polled.failure) === "configuration"
        next.atMs = (yield* Clock.currentTimeMillis) + (refused ? configurationMs : pace(next.extension))
      }
    })
  }
}
