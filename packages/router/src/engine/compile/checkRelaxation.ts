import type { QueueConfiguration } from "../../Configuration.ts"
import { checkNumber, isRecord, show, unknownFields, type Wrong } from "./check.ts"
import { checkDeflection } from "./checkAdmission.ts"
import { checkWidening } from "./checkWidening.ts"
import type { Need } from "./Need.ts"
import { isMistake, parseNeed } from "./parseNeed.ts"
import { anyWords, type Vocabulary } from "./Vocabulary.ts"

const dayMs = 86_400_000
const maxSteps = 32
const skipIfs: ReadonlyArray<unknown> = ["nobodySignedIn", "nobodyReady"]

/** What is wrong with how a queue asks for less. `queues`: every name that is configured. */
export function checkRelaxation(
  name: string,
  queue: unknown,
  queues: ReadonlyArray<string>,
  vocabulary: Vocabulary,
  wrong: Wrong
): void {
  if (!isRecord(queue)) return
  const path = `queues.${name}`
  let mistakes = 0
  const told: Wrong = (where, text, at) => {
    mistakes++
    wrong(where, text, at)
  }
  const { steps, requirements, skipIf, afterSteps } = queue
  if (steps !== undefined && requirements !== undefined)
    told(`${path}.requirements`, "steps and requirements do not go together: write the requirements as steps")
  if (steps !== undefined) checkList(steps, `${path}.steps`, checkStep, vocabulary, told)
  if (requirements !== undefined) checkList(requirements, `${path}.requirements`, checkRequirement, vocabulary, told)
  checkSkipIf(skipIf, `${path}.skipIf`, told)
  if (skipIf !== undefined && steps === undefined && requirements === undefined)
    told(`${path}.skipIf`, "there is no step to go on to: write steps, or leave it out")
  if (afterSteps !== undefined) checkAfterSteps(name, queue, queues, told)
  if (mistakes === 0 && (steps ?? requirements) !== undefined && isReadable(queue.needs))
    checkWidening(path, queue as unknown as QueueConfiguration, wrong)
}

type Check = (of: Record<string, unknown>, before: unknown, path: string, vocabulary: Vocabulary, wrong: Wrong) => void

function checkList(list: unknown, path: string, check: Check, vocabulary: Vocabulary, wrong: Wrong): void {
  if (!Array.isArray(list) || list.length < 1 || list.length > maxSteps) {
    wrong(path, `write a list of 1 to ${maxSteps}`)
    return
  }
  for (const [at, one] of list.entries()) {
    if (isRecord(one)) check(one, list[at - 1], `${path}.${at}`, vocabulary, wrong)
    else wrong(`${path}.${at}`, `${show(one)} is no object`)
  }
}

function checkStep(
  step: Record<string, unknown>,
  before: unknown,
  path: string,
  vocabulary: Vocabulary,
  wrong: Wrong
): void {
  unknownFields(step, ["afterMs", "needs", "anybody", "offerMs", "skipIf", "when"], `${path}.`, wrong)
  checkNumber(step.afterMs ?? null, `${path}.afterMs`, 1, 365 * dayMs, "milliseconds since first enqueue", wrong)
  if (isRecord(before) && Number(step.afterMs) <= Number(before.afterMs))
    wrong(
      `${path}.afterMs`,
      `${show(step.afterMs)} is not after the step before, ${show(before.afterMs)}: order the steps`
    )
  checkNeed(step.needs, `${path}.needs`, vocabulary, wrong)
  if (step.anybody !== undefined && (step.anybody !== true || step.needs !== undefined))
    wrong(`${path}.anybody`, "anybody is true or left out, and stands in place of needs")
  checkNumber(step.offerMs, `${path}.offerMs`, 1, 30 * dayMs, "milliseconds, e.g. 20000", wrong)
  checkSkipIf(step.skipIf, `${path}.skipIf`, wrong)
  const when = checkNeed(step.when, `${path}.when`, anyWords, wrong)
  const skill = when && skillIn(when)
  if (skill !== undefined)
    wrong(`${path}.when`, `${skill} is a skill, and a contact has none: write its attributes, e.g. @${skill}`)
}

function checkRequirement(
  requirement: Record<string, unknown>,
  _: unknown,
  path: string,
  vocabulary: Vocabulary,
  wrong: Wrong
): void {
  unknownFields(requirement, ["needs", "forMs"], `${path}.`, wrong)
  checkNeed(requirement.needs ?? null, `${path}.needs`, vocabulary, wrong)
  checkNumber(requirement.forMs, `${path}.forMs`, 1, 365 * dayMs, "milliseconds since first enqueue", wrong)
}

function checkNeed(text: unknown, path: string, vocabulary: Vocabulary, wrong: Wrong): Need | undefined {
  if (text === undefined) return undefined
  if (typeof text !== "string") {
    wrong(path, 'a requirement is a text, e.g. "zh >= 3 and loan >= 5"')
    return undefined
  }
  const need = parseNeed(text, vocabulary)
  if (!isMistake(need)) return need
  wrong(path, `"${text.slice(0, 200)}" at character ${need.at + 1}: ${need.text}`, need.at)
  return undefined
}

const isReadable = (text: unknown): boolean =>
  text === undefined || (typeof text === "string" && !isMistake(parseNeed(text)))

function checkSkipIf(skipIf: unknown, path: string, wrong: Wrong): void {
  if (skipIf !== undefined && !skipIfs.includes(skipIf)) wrong(path, 'write "nobodySignedIn" or "nobodyReady"')
}

function skillIn(need: Need): string | undefined {
  if (need.type === "skill") return need.skill
  if (need.type === "not") return skillIn(need.of)
  if (need.type === "and" || need.type === "or" || need.type === "atLeast")
    return need.of.map(skillIn).find((skill) => skill !== undefined)
  return undefined
}

function checkAfterSteps(
  name: string,
  { steps, requirements, afterSteps }: Record<string, unknown>,
  queues: ReadonlyArray<string>,
  wrong: Wrong
): void {
  const path = `queues.${name}.afterSteps`
  if (!isRecord(afterSteps)) {
    wrong(path, 'write e.g. { afterMs: 600000, do: "voicemail" }')
    return
  }
  const { afterMs, ...deflection } = afterSteps
  checkNumber(afterMs ?? null, `${path}.afterMs`, 1, 365 * dayMs, "milliseconds since first enqueue", wrong)
  checkDeflection(deflection, path, name, queues, wrong)
  const times = [steps, requirements].flatMap((list) =>
    Array.isArray(list) ? list.map((one) => (isRecord(one) ? Number(one.afterMs ?? one.forMs ?? 0) : 0)) : []
  )
  const last = Math.max(0, ...times)
  if (Number(afterMs) <= last) wrong(`${path}.afterMs`, `${show(afterMs)} is not after the last step, ${last}`)
}
