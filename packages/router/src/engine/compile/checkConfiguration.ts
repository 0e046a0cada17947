import { checkNumber, type ConfigurationMistake, isRecord, unknownFields, type Wrong, maxPriority } from "./check.ts"
import { checkOrdering } from "./checkOrdering.ts"
import { checkAgentOrder } from "./checkAgentOrder.ts"
import { capacityFields, checkCapacity } from "./checkCapacity.ts"
import { admissionFields, checkAdmission } from "./checkAdmission.ts"
import { checkVocabulary, vocabularyFields } from "./checkVocabulary.ts"
import type { Vocabulary } from "./Vocabulary.ts"
import { checkParking, checkPresence, presenceFields } from "./checkParking.ts"
import { checkReserve } from "./checkReserve.ts"
import { checkRelaxation } from "./checkRelaxation.ts"
import { relaxationFields } from "./Relaxation.ts"
import { checkWrapUp } from "./checkWrapUp.ts"
import { isMistake, parseNeed } from "./parseNeed.ts"

const queueFields = [
  "needs",
  "offerMs",
  "wrapUpMs",
  "wrapUp",
  "parking",
  "priority",
  "creditMs",
  "ageing",
  "tier",
  "order",
  "serviceLevelMs",
  "onNoAnswer",
  "agents",
  ...admissionFields,
  ...relaxationFields,
  "reserve",
  "missesToNotReady",
  "excludeMs",
  "rule",
  "offersAtOnce",
  "autoAccept"
] as const
const dayMs = 86_400_000
export const maxCreditMs = 30 * dayMs

/**
 * Everything that is wrong with a configuration, at once; empty = good. Takes anything and never throws. `rules`: names of the rules of
 * your own that will be given; left out = any may be named.
 */
export function checkConfiguration(
  configuration: unknown,
  rules?: ReadonlyArray<string>
): ReadonlyArray<ConfigurationMistake> {
  const mistakes: ConfigurationMistake[] = []
  const wrong: Wrong = (path, text, at, name) =>
    mistakes.push({ path, text, ...(at === undefined ? {} : { at }), ...(name === undefined ? {} : { name }) })
  if (!isRecord(configuration)) {
    wrong("", "a configuration is an object with queues, e.g. { queues: { sales: {} } }")
    return mistakes
  }
  unknownFields(
    configuration,
    ["queues", ...capacityFields, ...vocabularyFields, ...presenceFields, "maxTransfers", "wave"],
    "",
    wrong
  )
  const vocabulary = checkVocabulary(configuration, wrong)
  if (!isRecord(configuration.queues)) wrong("queues", "queues are missing: write e.g. { queues: { sales: {} } }")
  else {
    const names = Object.keys(configuration.queues)
    for (const name of names) {
      checkQueue(name, configuration.queues[name], vocabulary, wrong)
      checkRule(name, configuration.queues[name], rules, wrong)
    }
    for (const name of names) checkAdmission(name, configuration.queues[name], names, wrong)
    for (const name of names) checkRelaxation(name, configuration.queues[name], names, vocabulary, wrong)
  }
  checkNumber(configuration.maxTransfers, "maxTransfers", 0, 1_000, "transfers of one contact; 0 = none", wrong)
  checkWave(configuration.wave, wrong)
  checkCapacity(configuration, wrong)
  checkPresence(configuration, wrong)
  return mistakes
}

function checkWave(wave: unknown, wrong: Wrong): void {
  if (wave === undefined) return
  if (!isRecord(wave)) return wrong("wave", "a bound is an object, e.g. { maxPairs: 250000 }")
  unknownFields(wave, ["maxPairs"], "wave.", wrong)
  checkNumber(wave.maxPairs, "wave.maxPairs", 0, 4_000_000, "pairs of a wave that is matched exactly; 0 = none", wrong)
}

function checkRule(name: string, queue: unknown, given: ReadonlyArray<string> | undefined, wrong: Wrong): void {
  if (!isRecord(queue) || queue.rule === undefined) return
  const { rule } = queue
  const path = `queues.${name}.rule`
  if (typeof rule !== "string" || rule === "" || rule.length > 200)
    wrong(path, "a rule has a name of 1 to 200 characters")
  else if (given !== undefined && !given.includes(rule)) {
    wrong(path, `no rule ${rule} was given: write createRouter(configuration, { rules: { ${rule}: ... } })`)
  }
}

function checkQueue(name: string, queue: unknown, vocabulary: Vocabulary, wrong: Wrong): void {
  const path = `queues.${name}`
  if (name === "" || name.length > 200 || name === "__proto__") {
    wrong(path, "a queue needs a name of 1 to 200 characters, other than __proto__")
  }
  if (!isRecord(queue)) {
    wrong(path, "a queue is an object; {} takes every default")
    return
  }
  unknownFields(queue, queueFields, `${path}.`, wrong)
  if (queue.needs !== undefined) {
    if (typeof queue.needs !== "string") wrong(`${path}.needs`, 'a requirement is a text, e.g. "zh >= 3 and loan >= 5"')
    else {
      const need = parseNeed(queue.needs, vocabulary)
      if (isMistake(need)) wrong(`${path}.needs`, needMistakeText(queue.needs, need.at, need.text), need.at)
    }
  }
  checkNumber(queue.offerMs, `${path}.offerMs`, 1, 30 * dayMs, "milliseconds, e.g. 20000", wrong)
  checkNumber(queue.wrapUpMs, `${path}.wrapUpMs`, 0, 30 * dayMs, "milliseconds; 0 = no wrap-up", wrong)
  checkWrapUp(queue, `${path}.wrapUp`, wrong)
  checkParking(queue.parking, `${path}.parking`, wrong)
  checkNumber(queue.serviceLevelMs, `${path}.serviceLevelMs`, 0, 30 * dayMs, "milliseconds, e.g. 20000", wrong)
  checkNumber(queue.priority, `${path}.priority`, -maxPriority, maxPriority, "higher is served first", wrong)
  checkNumber(queue.creditMs, `${path}.creditMs`, 0, maxCreditMs, "milliseconds of head start; 0 = none", wrong)
  checkOrdering(queue, path, wrong)
  if (queue.onNoAnswer !== undefined && queue.onNoAnswer !== "notReady" && queue.onNoAnswer !== "stayReady") {
    wrong(`${path}.onNoAnswer`, 'write "notReady" or "stayReady"')
  }
  checkReserve(queue.reserve, `${path}.reserve`, wrong)
  if (queue.agents !== undefined) checkAgentOrder(queue.agents, `${path}.agents`, vocabulary, wrong)
  checkNumber(queue.offersAtOnce, `${path}.offersAtOnce`, 1, 20, "agents at whom a contact rings at once", wrong)
  if (queue.autoAccept !== undefined && queue.autoAccept !== true)
    wrong(`${path}.autoAccept`, "write true, or leave it out")
  checkNumber(queue.excludeMs, `${path}.excludeMs`, 1, 30 * dayMs, "milliseconds, e.g. 60000", wrong)
  checkNumber(queue.missesToNotReady, `${path}.missesToNotReady`, 1, 1_000, "missed offers in a row", wrong)
  if (queue.missesToNotReady !== undefined && queue.onNoAnswer !== "stayReady") {
    wrong(`${path}.missesToNotReady`, 'counts only where the first miss does not: write onNoAnswer: "stayReady"')
  }
}

/** `loan >== 5: a level ... (at character 8)`. */
export const needMistakeText = (text: string, at: number, why: string): string =>
  `"${text.slice(0, 200)}" at character ${at + 1}: ${why}`
