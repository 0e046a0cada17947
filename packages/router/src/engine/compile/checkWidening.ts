import type { QueueConfiguration } from "../../Configuration.ts"
import type { Wrong } from "./check.ts"
import { counterexample, type Somebody } from "./implies.ts"
import { both, type Need } from "./Need.ts"
import { print } from "./printNeed.ts"
import { endsOf, type Stage, stagesOf } from "./Relaxation.ts"

/**
 * Every step admits everybody whom any step admits that the same contact may have come from, and, or it is dead, somebody more or another
 * time to answer (SPEC RELAX-2, 3). Only for what is well written.
 */
export function checkWidening(path: string, queue: QueueConfiguration, wrong: Wrong): void {
  const stages = stagesOf(queue)
  for (let at = 1; at < stages.length; at++) {
    const stage = stages[at]!
    const where = pathOf(path, queue, at)
    const before = comingFrom(stages, at)
    const narrower = before.map((from) => [from, witness(stages[from]!.need, stage.need)] as const)
    const [narrows] = narrower.filter(([, found]) => found !== undefined)
    if (narrows !== undefined) {
      const name = narrows[1] === "too-wide" ? "StepTooWide" : "StepNotMonotone"
      wrong(where, narrowed(nameOf(queue, narrows[0]), narrows[1]!), undefined, name)
    } else if (before.every((from) => isSame(stages[from]!, stage))) {
      const { afterMs } = stage
      wrong(
        where,
        `is dead: from ${afterMs} ms on it admits exactly whom ${nameOf(queue, before[0]!)} admits: ask for less, or leave it out`,
        undefined,
        "StepDead"
      )
    }
  }
}

/** The stages that a contact may have been at just before: the nearest that all have, and those between that it may have had beside. */
export function comingFrom(stages: ReadonlyArray<Stage>, at: number): ReadonlyArray<number> {
  const from: number[] = []
  const { when } = stages[at]!
  for (let before = at - 1; before >= 0; before--) {
    const condition = stages[before]!.when
    const together =
      condition === undefined || when === undefined || counterexample(both(condition, when), nobody) !== undefined
    if (together) from.push(before)
    if (condition === undefined) break
  }
  return from
}

const nobody: Need = { type: "or", of: [] }

/** Everybody who meets a requirement meets it with an alternative, too: told without looking. */
function witness(narrow: Need, wide: Need): Somebody | undefined | "too-wide" {
  if (wide.type === "or" && wide.of.some((part) => print(part) === print(narrow))) return undefined
  return counterexample(narrow, wide)
}

const isSame = (before: Stage, stage: Stage): boolean =>
  before.offerMs === stage.offerMs && counterexample(stage.need, before.need) === undefined

function narrowed(before: string, found: Somebody | "too-wide"): string {
  if (found === "too-wide")
    return `is too wide to be held against ${before}: write what ${before} asks for, or ..., so that it plainly admits as many`
  return `does not admit everybody whom ${before} admits, e.g. somebody with ${inWords(found)}: a step may only ask for less`
}

function inWords({ skills, attributes }: Somebody): string {
  const levels = Object.entries(skills).map(([skill, level]) => (level === 0 ? `no ${skill}` : `${skill} ${level}`))
  const values = Object.entries(attributes).map(([name, value]) => `@${name} = ${JSON.stringify(value)}`)
  return [...levels, ...values].join(", ") || "no skills at all"
}

export const nameOf = (queue: QueueConfiguration, stage: number): string =>
  stage === 0
    ? "the queue"
    : queue.steps === undefined
      ? `what holds from ${endsOf(queue)[stage - 1]} ms`
      : `step ${stage}`

/** Where the fault is written. */
export function pathOf(path: string, queue: QueueConfiguration, stage: number): string {
  if (queue.steps !== undefined) return `${path}.steps.${stage - 1}`
  const end = endsOf(queue)[stage - 1]
  return `${path}.requirements.${queue.requirements!.findIndex(({ forMs }) => forMs === end)}.forMs`
}
