import type { Delivery, Inbound, ObservedPresence, Question } from "@strowger/router/ports"
import { Effect, Fiber, Redacted, References, Stream } from "effect"
import { type Avaya, type AvayaOptions, openAvaya } from "../../src/index.ts"

/** The adapter with somebody behind it who takes everything and keeps it. */
export interface Host {
  readonly avaya: Avaya
  readonly units: Array<Inbound>
  readonly questions: Array<Question>
  readonly presence: Array<ObservedPresence>
  /** Resolves once `look` finds what it looks for; looks again whenever something comes. */
  readonly until: <A>(look: () => A | undefined) => Promise<A>
  readonly close: () => Promise<void>
}

export const optionsFor = (port: number, more: Partial<AvayaOptions> = {}): AvayaOptions => ({
  id: "voice",
  addresses: [{ host: "127.0.0.1", port }],
  allowPlaintext: true,
  user: "strowger",
  password: Redacted.make("strowger"),
  switchName: "CMSIM",
  vdns: ["4000"],
  stations: ["5001", "5002"],
  routeHoldMs: 900,
  ...more
})

export const openHost = async (options: AvayaOptions): Promise<Host> => {
  const units: Array<Inbound> = []
  const questions: Array<Question> = []
  const presence: Array<ObservedPresence> = []
  const looks = new Set<() => void>()
  const came = () => {
    for (const look of looks) look()
  }
  const take = (one: Delivery | Question) =>
    Effect.gen(function* () {
      if (one.type === "Question") questions.push(one)
      else {
        units.push(one.unit)
        yield* one.ack({ duplicate: false })
      }
      came()
    })
  let opened: (avaya: Avaya) => void = () => undefined
  const ready = new Promise<Avaya>((done) => (opened = done))
  const fiber = Effect.runFork(
    Effect.scoped(
      Effect.gen(function* () {
        const avaya = yield* openAvaya(options)
        opened(avaya)
        yield* Effect.forkChild(
          Stream.runForEach(avaya.presence.changes, (seen) => Effect.sync(() => (presence.push(seen), came())))
        )
        yield* Stream.runForEach(avaya.adapter.inbound, take)
        return yield* Effect.never
      })
    ).pipe(Effect.provideService(References.MinimumLogLevel, "None"))
  )
  const avaya = await ready
  const until = <A>(look: () => A | undefined): Promise<A> =>
    new Promise((done) => {
      const again = () => {
        const found = look()
        if (found === undefined) return
        looks.delete(again)
        done(found)
      }
      looks.add(again)
      again()
    })
  return {
    avaya,
    units,
    questions,
    presence,
    until,
    close: () => Effect.runPromise(Fiber.interrupt(fiber)).then(() => undefined)
  }
}
