import type { Health } from "@strowger/router/ports"
import { Clock, Effect, Random, Redacted, Result, type Scope } from "effect"
import type { SmsSettings } from "../options.ts"
import { status, statusName } from "../pdu/Status.ts"
import { openSession, type Session, type SessionOptions } from "./Session.ts"
import { Window } from "./Window.ts"
import type { Wire, WireClosed } from "./Wire.ts"

/** A bound session with its window: while one exists, the link is up. */
export interface Bound {
  readonly session: Session
  readonly window: Window
}

/** Why a link ended or never came up, and how soon it is worth trying again. */
interface Ending {
  readonly reason: string
  readonly patience: "soon" | "bound-elsewhere" | "settings"
  readonly upForMs: number
}

/** How long a centre may think our last link alive: it refuses the next bind until then. */
const alreadyBoundMs = 5_000

/**
 * Keeps one link to the centre: connects, binds, watches, and after an end tries again on a new socket with new state. The time between
 * two tries is drawn below a bound that doubles (full jitter), so that many links do not come back in one instant.
 */
export class Link {
  readonly #settings: SmsSettings
  readonly #connect: Effect.Effect<Wire, WireClosed, Scope.Scope>
  readonly #session: Pick<SessionOptions, "onUnit" | "onRefused">
  #bound: Bound | undefined
  #health: Health
  #draining = false

  constructor(
    settings: SmsSettings,
    connect: Effect.Effect<Wire, WireClosed, Scope.Scope>,
    session: Pick<SessionOptions, "onUnit" | "onRefused">,
    nowMs: number
  ) {
    this.#settings = settings
    this.#connect = connect
    this.#session = session
    this.#health = { state: "starting", sinceMs: nowMs }
  }
  get bound(): Bound | undefined {
    return this.#draining ? undefined : this.#bound
  }
  get draining(): boolean {
    return this.#draining
  }
  get health(): Health {
    return this.#health
  }

  /** Never ends by itself. */
  readonly run: Effect.Effect<never> = Effect.gen({ self: this }, function* () {
    let failures = 0
    while (true) {
      const ending = yield* Effect.scoped(this.#once).pipe(
        Effect.catchDefect((defect) => Effect.succeed(ended(`a defect: ${String(defect)}`)))
      )
      if (this.#draining) return yield* Effect.never
      // A link that held is no sign of trouble: begin again with short waits.
      if (ending.upForMs >= Math.min(10_000, this.#settings.backoff.maxMs)) failures = 0
      const waitMs = yield* this.#waitMs(ending, failures++)
      yield* this.#turn(
        ending.patience === "settings" ? "down" : "backoff",
        `${ending.reason}; next try in ${waitMs} ms`
      )
      yield* Effect.sleep(waitMs)
    }
  })

  /** Takes nothing new, waits for what was `begun`, unbinds. */
  readonly drain = (begun: Effect.Effect<void>): Effect.Effect<void> =>
    Effect.gen({ self: this }, function* () {
      if (this.#draining) return
      this.#draining = true
      yield* this.#turn("draining")
      if (this.#bound !== undefined) {
        const { session, window } = this.#bound
        yield* Effect.raceFirst(begun, Effect.asVoid(session.closed))
        window.shut()
        yield* session.unbind
      }
      yield* this.#turn("down", "drained")
    })

  readonly #once: Effect.Effect<Ending, never, Scope.Scope> = Effect.gen({ self: this }, function* () {
    const opened = yield* this.#open.pipe(
      Effect.timeoutOrElse({
        duration: this.#settings.bindTimeoutMs,
        orElse: () => Effect.fail(ended("connecting and binding took too long"))
      }),
      Effect.result
    )
    if (Result.isFailure(opened)) return opened.failure
    const session = opened.success
    const window = new Window(this.#settings.window)
    this.#bound = { session, window }
    const sinceMs = yield* Clock.currentTimeMillis
    if (!this.#draining) yield* this.#turn("up")
    const reason = yield* session.closed.pipe(
      Effect.ensuring(
        Effect.sync(() => {
          window.shut()
          this.#bound = undefined
        })
      )
    )
    return { reason, patience: "soon", upForMs: (yield* Clock.currentTimeMillis) - sinceMs }
  })

  readonly #open: Effect.Effect<Session, Ending, Scope.Scope> = Effect.gen({ self: this }, function* () {
    const wire = yield* this.#connect.pipe(Effect.mapError(({ message }) => ended(message)))
    const session = yield* openSession(wire, { ...this.#settings, ...this.#session })
    const answer = yield* session
      .request((sequence) => ({
        command: "bind_transceiver",
        sequence,
        status: 0,
        systemId: this.#settings.systemId,
        password: Redacted.value(this.#settings.password),
        systemType: this.#settings.systemType,
        interfaceVersion: 0x34
      }))
      .pipe(Effect.mapError(({ message }) => ended(`the bind was not answered: ${message}`)))
    if (answer.status === 0 && answer.command === "bind_transceiver_resp") return session
    this.#session.onRefused("bind")
    return yield* Effect.fail(refusedBind(answer.status))
  })

  #waitMs(ending: Ending, failures: number): Effect.Effect<number> {
    const { minMs, maxMs } = this.#settings.backoff
    const bound = ending.patience === "settings" ? maxMs : Math.min(maxMs, minMs * 2 ** Math.min(failures, 30))
    const least = { soon: 0, "bound-elsewhere": Math.min(alreadyBoundMs, maxMs), settings: maxMs / 2 }[ending.patience]
    return Effect.map(Random.next, (random) => Math.max(least, 1, Math.round(random * bound)))
  }

  #turn(state: Health["state"], detail?: string): Effect.Effect<void> {
    return Effect.map(Clock.currentTimeMillis, (sinceMs) => {
      this.#health = { state, sinceMs, ...(detail === undefined ? {} : { detail }) }
    })
  }
}

const ended = (reason: string, patience: Ending["patience"] = "soon"): Ending => ({ reason, patience, upForMs: 0 })

const refusedBind = (code: number): Ending => {
  const reason = `the centre refused the bind: ${statusName(code)}`
  switch (code) {
    case status.alreadyBound:
      return ended(reason, "bound-elsewhere")
    case status.bindFailed:
    case status.invalidPassword:
    case status.invalidSystemId:
      return ended(`${reason}; check systemId, password and systemType`, "settings")
    default:
      return ended(reason)
  }
}
