import * as fc from "fast-check"
import type { QueueConfiguration } from "../../Configuration.ts"
import type { Deflection, OverflowRule, Staffing } from "../../Deflection.ts"
import type { Interval } from "../../Interval.ts"
import { maybe, present, queueNames } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const deflection: fc.Arbitrary<Deflection> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...queueNames).map((queue): Deflection => ({ do: "overflow", queue })) },
  { weight: 2, arbitrary: fc.constantFrom<Deflection>({ do: "stay" }, { do: "end" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Deflection>(
      { do: "voicemail" },
      { do: "callback" },
      { do: "callback", retries: 1, gapMs: 700 }
    )
  }
)

const condition: fc.Arbitrary<OverflowRule> = fc
  .record({
    when: fc.oneof(
      fc.constantFrom(0, 1, 2, 4).map((waiting) => ({ waiting })),
      fc.constantFrom(0, 700, 1_500, 4_000).map((waitedMs) => ({ waitedMs })),
      fc.constantFrom<Staffing>("signedIn", "able", "ready", "atWork").map((nobody) => ({ nobody })),
      fc.constantFrom(3, 10, 40).map((serviceLevelRisk) => ({ serviceLevelRisk }))
    ),
    for: fc.constantFrom("arriving" as const, "waiting" as const, undefined),
    do: deflection
  })
  .map((rule) => present("nobody" in rule.when ? rule : { ...rule, for: undefined }) as OverflowRule)

const limit = fc.constantFrom<Partial<QueueConfiguration>>({}, { maxWaiting: 1 }, { maxWaiting: 3 })

const queue = fc
  .record({
    whenClosed: maybe(deflection),
    atClose: maybe(deflection),
    limit,
    whenFull: maybe(fc.oneof(fc.constant("refuse" as const), deflection)),
    overflow: maybe(fc.array(condition, { maxLength: 3 }))
  })
  .map(({ limit: { maxWaiting }, whenFull, ...rest }) =>
    present(maxWaiting === undefined ? rest : { ...rest, maxWaiting, whenFull })
  ) as fc.Arbitrary<Partial<QueueConfiguration>>

/** Openings from gaps and lengths, told from the time they are given at; some have begun already, a few are over. */
interface Plan {
  readonly queue: string
  readonly beginsMs: number
  readonly parts: ReadonlyArray<readonly [number, number]>
  readonly always: boolean
}
const length = fc.constantFrom(1, 400, 700, 1_500, 4_000)
const plan: fc.Arbitrary<Plan> = fc.record({
  queue: fc.constantFrom(...queueNames),
  beginsMs: fc.constantFrom(-2_000, -500, 0, 300, 1_000),
  parts: fc.array(fc.tuple(length, length), { maxLength: 4 }),
  always: fc.nat(8).map((n) => n === 0)
})

export function openings(
  { beginsMs, parts }: Pick<Plan, "beginsMs" | "parts">,
  nowMs: number
): ReadonlyArray<Interval> {
  const open: Interval[] = []
  let fromMs = Math.max(0, nowMs + beginsMs)
  for (const [lasts, gap] of parts) {
    open.push({ fromMs, untilMs: fromMs + lasts })
    fromMs += lasts + gap
  }
  return open
}

/** Hours, and where contacts go that a queue does not keep. */
export const queues: Feature = {
  name: "queues",
  queue,
  acts: [{ weight: 2, arbitrary: plan.map((data) => ({ type: "Feature" as const, act: "ScheduleQueue", data })) }],
  plays: {
    ScheduleQueue: (view, pick, data) => {
      const drawn = data as Plan
      const named = { type: "ScheduleQueue" as const, queue: pick % 40 === 0 ? "nowhere" : drawn.queue }
      return drawn.always ? named : { ...named, open: openings(drawn, view.nowMs) }
    }
  },
  /** No queue may overflow into itself. */
  mend: (configuration) => ({
    ...configuration,
    queues: Object.fromEntries(Object.entries(configuration.queues).map(([name, drawn]) => [name, mended(name, drawn)]))
  })
}

function mended(name: string, queue: QueueConfiguration): QueueConfiguration {
  const selfless = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value
    if (Array.isArray(value)) return value.map(selfless)
    const parts = value as Readonly<Record<string, unknown>>
    if (parts.do === "overflow" && parts.queue === name) return { do: "stay" }
    return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, selfless(part)]))
  }
  const { overflow, ...rest } = selfless(queue) as QueueConfiguration
  return overflow === undefined ? rest : { ...rest, overflow: overflow.filter((rule) => rule.do.do !== "stay") }
}
