import type { QueueConfiguration } from "../../Configuration.ts"
import type { Attributes } from "../../Command.ts"
import type { Deflection } from "../../Deflection.ts"
import type { SkipIf } from "../../Relaxation.ts"
import { anybody, both, holdsFor, type Need, noAttributes } from "./Need.ts"
import { needOf } from "./needOf.ts"

/** What a queue asks for at one step of waiting; the first is what it asks for from the beginning. */
export interface Stage {
  readonly afterMs: number
  readonly need: Need
  readonly offerMs: number
  readonly skipIf: SkipIf | undefined
  /** Which contacts have the step; undefined = all. */
  readonly when: Need | undefined
}

export interface Relaxation {
  readonly stages: ReadonlyArray<Stage>
  /** What happens to whom nobody has taken by then. */
  readonly after: { readonly afterMs: number; readonly deflection: Deflection } | undefined
  readonly skips: boolean
}

export const relaxationFields = ["steps", "skipIf", "requirements", "afterSteps"] as const

/** undefined where the queue never asks for less, which costs nothing. */
export function relaxation(queue: QueueConfiguration): Relaxation | undefined {
  if (relaxationFields.every((field) => queue[field] === undefined)) return undefined
  const { afterSteps } = queue
  const stages = stagesOf(queue)
  const after =
    afterSteps === undefined || afterSteps.do === "stay"
      ? undefined
      : { afterMs: afterSteps.afterMs, deflection: afterSteps }
  return { stages, after, skips: stages.some(({ skipIf }) => skipIf !== undefined) }
}

export function stagesOf(queue: QueueConfiguration): ReadonlyArray<Stage> {
  const { offerMs = 20_000, requirements = [], skipIf } = queue
  const own = needOf(queue.needs)
  const inForce = (waitMs: number): Need =>
    requirements
      .filter(({ forMs }) => forMs === undefined || forMs > waitMs)
      .reduce((all, { needs }) => both(all, needOf(needs)), own)
  const stages: Stage[] = [{ afterMs: 0, need: inForce(0), offerMs, skipIf, when: undefined }]
  for (const afterMs of endsOf(queue)) {
    stages.push({ afterMs, need: inForce(afterMs), offerMs, skipIf: undefined, when: undefined })
  }
  for (const step of queue.steps ?? []) {
    const before = stages.at(-1)!
    stages.push({
      afterMs: step.afterMs,
      need: step.anybody ? anybody : step.needs === undefined ? before.need : needOf(step.needs),
      offerMs: step.offerMs ?? before.offerMs,
      skipIf: step.skipIf,
      when: step.when === undefined ? undefined : needOf(step.when)
    })
  }
  return stages
}

/** When requirements end, in order. */
export const endsOf = ({ requirements = [] }: QueueConfiguration): ReadonlyArray<number> =>
  [...new Set(requirements.flatMap(({ forMs }) => forMs ?? []))].sort((a, b) => a - b)

/** Do these rules have the same steps, for the same contacts and left as early? What a step asks for may be another thing. */
export const haveSameSteps = (a: QueueConfiguration, b: QueueConfiguration): boolean =>
  a === b || planOf(a) === planOf(b)

const planOf = (queue: QueueConfiguration): string => {
  const { skipIf, steps = [] } = queue
  return JSON.stringify([skipIf, endsOf(queue), steps.map((step) => [step.afterMs, step.skipIf, step.when])])
}

/** The step after this one for a contact of these attributes; 0 = it is at its last. */
export function stepAfter({ stages }: Relaxation, attributes: Attributes | undefined, step: number): number {
  for (let next = step + 1; next < stages.length; next++) {
    const { when } = stages[next]!
    if (when === undefined || holdsFor(when, attributes ?? noAttributes)) return next
  }
  return 0
}

/** The step that a wait has reached. */
export function stepReached(rule: Relaxation | undefined, attributes: Attributes | undefined, waitMs: number): number {
  let step = 0
  if (rule === undefined) return step
  for (let next = stepAfter(rule, attributes, 0); next > 0; next = stepAfter(rule, attributes, step)) {
    if (rule.stages[next]!.afterMs > waitMs) break
    step = next
  }
  return step
}
