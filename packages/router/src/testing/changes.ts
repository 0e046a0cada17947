import * as fc from "fast-check"
import type { Configuration, QueueConfiguration } from "../Configuration.ts"
import { checkConfiguration } from "../engine/compile/checkConfiguration.ts"
import { configuration, queue, queueNames } from "./basics.ts"
import type { Feature } from "./features/Feature.ts"
import { features } from "./features/index.ts"

/**
 * One thing that somebody changes in the configuration in force: a queue that comes or goes, fields of a queue or of the whole set or left
 * out. So a change is nearly always accepted, and most of the rules stay what they were.
 */
export type Change =
  | { readonly what: "queueAdded" | "queueRemoved"; readonly queue: string; readonly rules: QueueConfiguration }
  | { readonly what: "fieldsSet"; readonly pick: number; readonly fields: Partial<QueueConfiguration> }
  | { readonly what: "fieldLeftOut"; readonly pick: number; readonly at: number }
  | { readonly what: "wholeSet"; readonly fields: Partial<Omit<Configuration, "queues">> }
  | { readonly what: "wholeLeftOut"; readonly at: number }

const someQueue = fc.constantFrom(...queueNames, "q4")
const drawn = features.flatMap((feature: Feature) => (feature.queue === undefined ? [] : [feature.queue]))
const fields = fc.oneof({ weight: 4, arbitrary: queue }, ...drawn.map((arbitrary) => ({ weight: 1, arbitrary })))
const pick = fc.nat(30)

/** A few fields that a queue did not draw as a whole. */
const some: fc.Arbitrary<Partial<QueueConfiguration>> = fc
  .tuple(fields, fc.nat(30), fc.boolean())
  .map(([whole, at, all]) => {
    const entries = Object.entries(whole)
    return all ? whole : Object.fromEntries(entries.slice(at % Math.max(1, entries.length)))
  })

/** What is felt at once by who waits. */
const felt = fc.constantFrom<Partial<QueueConfiguration>>(
  { needs: "zh or not zh" },
  { needs: "zh or en" },
  { priority: 3 },
  { priority: -2 },
  { tier: 1 },
  { tier: -1 },
  { order: "newest" },
  { order: "breach", serviceLevelMs: 1_500 },
  { creditMs: 60_000 },
  { ageing: { kind: "linear", perMinute: 120 } },
  { overflow: [{ when: { waitedMs: 700 }, do: { do: "end" } }] },
  { overflow: [{ when: { waitedMs: 1 }, do: { do: "overflow", queue: "q2" } }] },
  { overflow: [{ when: { waitedMs: 1 }, do: { do: "callback" } }] },
  { overflow: [{ when: { waitedMs: 1 }, do: { do: "voicemail" } }] },
  { afterSteps: { afterMs: 25_000, do: "end" }, overflow: [{ when: { nobody: "able" }, do: { do: "end" } }] },
  { offersAtOnce: 3 },
  { autoAccept: true }
)

const wholes = features.flatMap((feature: Feature) =>
  feature.configuration === undefined ? [] : [feature.configuration as fc.Arbitrary<object>]
)
const whole = fc.oneof(
  configuration.map(({ capacity = { chat: 2 } }) => ({ capacity })),
  ...wholes
) as fc.Arbitrary<Partial<Omit<Configuration, "queues">>>

export const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("queueAdded" as const), queue: someQueue, rules: queue })
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("queueRemoved" as const), queue: someQueue, rules: fc.constant({}) })
  },
  { weight: 8, arbitrary: fc.record({ what: fc.constant("fieldsSet" as const), pick, fields: some }) },
  { weight: 8, arbitrary: fc.record({ what: fc.constant("fieldsSet" as const), pick, fields: felt }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant("fieldLeftOut" as const), pick, at: pick }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("wholeSet" as const), fields: whole }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("wholeLeftOut" as const), at: pick }) }
)

/** The configuration with the change in it; undefined where that is none, or has mistakes. */
export function changed(rules: Configuration, what: Change): Configuration | undefined {
  const next = features.reduce((mended, { mend }) => mend?.(mended) ?? mended, applied(rules, what))
  const isSame = JSON.stringify(next) === JSON.stringify(rules)
  return isSame || checkConfiguration(next).length > 0 ? undefined : next
}

function applied(rules: Configuration, change: Change): Configuration {
  const { queues } = rules
  switch (change.what) {
    case "queueAdded":
      return { ...rules, queues: { ...queues, [change.queue]: queues[change.queue] ?? change.rules } }
    case "queueRemoved": {
      const { [change.queue]: _, ...rest } = queues
      return { ...rules, queues: rest }
    }
    case "wholeSet":
      return { ...rules, ...change.fields }
    case "wholeLeftOut": {
      const { queues: _, ...others } = rules
      return { ...without(others, change.at), queues }
    }
  }
  const names = Object.keys(queues)
  const name = names[change.pick % Math.max(1, names.length)]
  if (name === undefined) return rules
  const own = queues[name]!
  const next = change.what === "fieldsSet" ? { ...own, ...change.fields } : without(own, change.at)
  return { ...rules, queues: { ...queues, [name]: next } }
}

function without<A extends object>(of: A, at: number): A {
  const entries = Object.entries(of)
  return Object.fromEntries(entries.filter((_, n) => n !== at % Math.max(1, entries.length))) as A
}
