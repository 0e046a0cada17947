import * as fc from "fast-check"
import type { QueueConfiguration } from "../../Configuration.ts"
import { checkConfiguration } from "../../engine/compile/checkConfiguration.ts"
import type { AfterSteps, TimedRequirement, Step } from "../../Relaxation.ts"
import { maybe, needs, present, queueNames } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const skipIf = fc.constantFrom("nobodySignedIn" as const, "nobodyReady" as const)
const after = fc.constantFrom(1, 700, 1_500, 3_000, 6_000, 20_000)

/** Each step asks for one of two things: what was asked for before, or something else. */
const steps: fc.Arbitrary<Pick<QueueConfiguration, "needs" | "steps" | "skipIf">> = fc
  .tuple(
    needs,
    fc.uniqueArray(after, { minLength: 1, maxLength: 4 }),
    fc.array(needs, { minLength: 4, maxLength: 4 }),
    fc.array(maybe(skipIf), { minLength: 5, maxLength: 5 }),
    fc.array(maybe(fc.constantFrom('@branch = "north"', "not has @vip")), { minLength: 4, maxLength: 4 }),
    fc.array(maybe(fc.constantFrom(2_000, 9_000)), { minLength: 4, maxLength: 4 }),
    fc.boolean()
  )
  .map(([first, times, others, skips, whens, offers, ends]) => {
    let asked = first
    const drawn = times
      .sort((a, b) => a - b)
      .map((afterMs, at): Step => {
        asked = `(${asked}) or (${others[at]})`
        const isLast = ends && at === times.length - 1
        const more = { offerMs: offers[at], skipIf: skips[at], when: whens[at] }
        return present(
          isLast ? { afterMs, anybody: true as const, ...more } : { afterMs, needs: asked, ...more }
        ) as Step
      })
    return present({ needs: first, steps: drawn, skipIf: skips[4] }) as Pick<QueueConfiguration, "needs" | "steps">
  })

const requirements: fc.Arbitrary<Partial<QueueConfiguration>> = fc
  .tuple(fc.array(fc.record({ needs, forMs: after }), { minLength: 1, maxLength: 3 }), maybe(needs), maybe(skipIf))
  .map(([drawn, last, skips]) => {
    const lasting: ReadonlyArray<TimedRequirement> = last === undefined ? drawn : [...drawn, { needs: last }]
    return present({ requirements: lasting, skipIf: skips }) as Partial<QueueConfiguration>
  })

const afterSteps: fc.Arbitrary<AfterSteps> = fc
  .tuple(
    fc.constantFrom(25_000, 1_000, 4_000, 7_000),
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...queueNames).map((queue) => ({ do: "overflow" as const, queue })) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("stay" as const, "voicemail" as const, "end" as const).map((to) => ({ do: to }))
      }
    )
  )
  .map(([afterMs, deflection]) => ({ afterMs, ...deflection }))

/** Steps that ask for less, requirements that end, and what comes after the last. */
export const relaxation: Feature = {
  name: "relaxation",
  queue: fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: steps },
        { weight: 1, arbitrary: requirements },
        { weight: 1, arbitrary: fc.constant({}) }
      ),
      maybe(afterSteps)
    )
    .map(([asking, leaving]) => present({ ...asking, afterSteps: leaving }) as Partial<QueueConfiguration>),
  enqueue: fc.record({ needs, needsForMs: fc.constantFrom(1, 700, 4_000) }),
  /** Dead steps, and what another rule put in the place of `needs`, are taken out. */
  mend: (configuration) => {
    let mended = configuration
    for (let tries = 0; tries < 40; tries++) {
      const wrong = checkConfiguration(mended).find(({ path }) =>
        /\.(steps|requirements|afterSteps|skipIf)\b/.test(path)
      )
      if (wrong === undefined) return mended
      mended = without(mended, wrong.path.split("."))
    }
    return mended
  }
}

/** `queues.q1.steps.2.offerMs`: the step goes; what is left empty goes, too. */
function without(configuration: Parameters<NonNullable<Feature["mend"]>>[0], path: ReadonlyArray<string>) {
  const [, name, field, at] = path as [string, string, "steps" | "requirements" | "afterSteps" | "skipIf", string]
  const { [field]: list, ...queue } = configuration.queues[name]!
  const left = Array.isArray(list) && at !== undefined ? list.filter((_, n) => n !== Number(at)) : []
  return {
    ...configuration,
    queues: { ...configuration.queues, [name]: left.length === 0 ? queue : { ...queue, [field]: left } }
  }
}
