import type { Delivery, Inbound, ObservedPresence, Question } from "@strowger/router/ports"
import { Effect, Redacted, References, Stream } from "effect"
import { type AvayaOptions, openAvaya } from "../src/index.ts"
import { askingVector, Pbx, type PbxOptions } from "../src/sim/index.ts"

/** A PBX on loopback. The vector asks every 400 ms, so that a test sees several loops. */
export const openPbx = (more: PbxOptions = {}) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const pbx = new Pbx({
        vdns: [{ extension: "4000", vector: askingVector(400) }],
        stations: [{ extension: "5001" }, { extension: "5002" }],
        agents: [
          { login: "2001", password: "secret", skills: ["6000"] },
          { login: "2002", skills: ["6000"] }
        ],
        skills: [{ extension: "6000" }],
        ...more,
        dmcc: { switchName: "CM1", ...more.dmcc }
      })
      await pbx.start()
      return pbx
    }),
    (pbx) => Effect.promise(() => pbx.stop())
  )

export const optionsFor = (pbx: Pbx, more: Partial<AvayaOptions> = {}): AvayaOptions => ({
  id: "cm",
  addresses: [{ host: "127.0.0.1", port: pbx.port }],
  allowPlaintext: true,
  user: "strowger",
  password: Redacted.make("strowger"),
  switchName: "CM1",
  vdns: ["4000"],
  stations: ["5001", "5002"],
  routeHoldMs: 300,
  agents: {
    password: (login) => (login === "2001" ? Redacted.make("secret") : undefined),
    reasonCodes: { lunch: 3, training: 4 }
  },
  ...more
})

/** The unit in short: type, device, reason. */
export const short = (unit: Inbound): string => {
  const { type } = unit
  const device = "device" in unit ? unit.device : undefined
  const reason = "reason" in unit ? unit.reason : undefined
  return [type, device, reason].filter((part) => part !== undefined).join(" ")
}

const patienceMs = 6_000
/** Waits for something to become true; the world outside runs on. */
export const until = (what: () => boolean, saying: () => unknown = () => ""): Effect.Effect<void> =>
  Effect.promise(async () => {
    const before = performance.now()
    while (!what()) {
      if (performance.now() - before > patienceMs)
        throw new Error(`never: ${what.toString()} ${JSON.stringify(saying())}`)
      await new Promise((turn) => setTimeout(turn, 2))
    }
  })

/** An adapter at that PBX, with a host that acknowledges everything and keeps it. */
export const openCentre = Effect.fnUntraced(function* (
  pbx: Pbx,
  more: Partial<AvayaOptions> = {},
  /** What the host does with a unit; default: acknowledge. */
  take: (delivery: Delivery) => Effect.Effect<void> = ({ ack }) => ack({ duplicate: false })
) {
  const avaya = yield* Effect.provideService(openAvaya(optionsFor(pbx, more)), References.MinimumLogLevel, "Error")
  const units: Array<Inbound> = []
  const questions: Array<Question> = []
  const seen: Array<ObservedPresence> = []
  /** Where the host sends a caller now; nobody free = undefined. */
  const free: { device: string | undefined } = { device: undefined }
  yield* Effect.forkScoped(
    Stream.runForEach(avaya.adapter.inbound, (one) => {
      units.push(one.unit)
      if (one.type === "Delivery") return take(one)
      questions.push(one)
      const { device } = free
      return device === undefined ? Effect.void : Effect.asVoid(one.answer({ device }))
    })
  )
  yield* Effect.forkScoped(Stream.runForEach(avaya.presence.changes, (one) => Effect.sync(() => seen.push(one))))
  const story = (thread: string) =>
    units.filter((unit) => unit.thread === thread && unit.type !== "CallOffered").map(short)
  const present = () => units.filter((unit) => unit.type === "CallsPresent")
  const presenceOf = (device: string) => seen.findLast((one) => one.device === device)?.presence
  return {
    ...avaya,
    units,
    questions,
    seen,
    free,
    story,
    present,
    presenceOf,
    /** Everything is set up: the list of calls was told that often. */
    ready: (times = 1) =>
      until(
        () => present().length >= times,
        () => units.map(short)
      ),
    tells: (thread: string, ...expected: ReadonlyArray<string>) =>
      until(
        () => story(thread).length >= expected.length,
        () => story(thread)
      ).pipe(Effect.map(() => story(thread)))
  }
})
