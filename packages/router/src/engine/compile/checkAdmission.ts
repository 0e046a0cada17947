import { maxGapMs, maxRetries } from "./callback.ts"
import { checkNumber, isRecord, show, unknownFields, type Wrong } from "./check.ts"

/** Fields of a queue that say who may come in and who must go on. */
export const admissionFields = ["whenClosed", "atClose", "maxWaiting", "whenFull", "overflow"] as const

const dayMs = 86_400_000
const mostRules = 16

/** What is wrong with whom a queue lets in or sends on. `queues`: every name that is configured. */
export function checkAdmission(name: string, queue: unknown, queues: ReadonlyArray<string>, wrong: Wrong): void {
  if (!isRecord(queue)) return
  const path = `queues.${name}`
  for (const field of ["whenClosed", "atClose"] as const) {
    if (queue[field] !== undefined) checkDeflection(queue[field], `${path}.${field}`, name, queues, wrong)
  }
  checkNumber(queue.maxWaiting, `${path}.maxWaiting`, 0, 1_000_000, "contacts nobody has accepted yet", wrong)
  if (queue.whenFull !== undefined) {
    if (queue.maxWaiting === undefined)
      wrong(`${path}.whenFull`, "says nothing without maxWaiting: add how many fit in")
    if (queue.whenFull !== "refuse") checkDeflection(queue.whenFull, `${path}.whenFull`, name, queues, wrong)
  }
  const { overflow } = queue
  if (overflow === undefined) return
  if (!Array.isArray(overflow) || overflow.length > mostRules) {
    const example = '[{ when: { waitedMs: 60000 }, do: { do: "end" } }]'
    wrong(`${path}.overflow`, `rules are a list of at most ${mostRules}, e.g. ${example}`)
    return
  }
  for (const [at, rule] of overflow.entries()) checkRule(rule, `${path}.overflow.${at}`, name, queues, wrong)
}

const staffings = ["signedIn", "able", "ready", "atWork"]
const conditions = ["waiting", "waitedMs", "nobody", "serviceLevelRisk"]

function checkRule(rule: unknown, path: string, from: string, queues: ReadonlyArray<string>, wrong: Wrong): void {
  if (!isRecord(rule)) {
    wrong(path, 'a rule is an object, e.g. { when: { nobody: "ready" }, do: { do: "voicemail" } }')
    return
  }
  unknownFields(rule, ["when", "for", "do"], `${path}.`, wrong)
  checkDeflection(rule.do, `${path}.do`, from, queues, wrong)
  if (isRecord(rule.do) && rule.do.do === "stay") {
    wrong(`${path}.do`, "to stay is what happens without a rule: leave the rule out")
  }
  const { when } = rule
  const [condition = ""] = isRecord(when) ? Object.keys(when) : []
  if (!isRecord(when) || Object.keys(when).length !== 1 || !conditions.includes(condition)) {
    wrong(`${path}.when`, `write one condition, e.g. { waitedMs: 60000 }; there are: ${conditions.join(", ")}`)
    return
  }
  if (rule.for !== undefined && rule.for !== "arriving" && rule.for !== "waiting") {
    wrong(`${path}.for`, 'write "arriving" or "waiting", or leave it out for both')
  } else if (rule.for !== undefined && condition !== "nobody") {
    wrong(`${path}.for`, `only a rule with nobody may say for whom it is: leave it out of one with ${condition}`)
  }
  const number = (least: number, most: number, meaning: string) =>
    checkNumber(when[condition] ?? null, `${path}.when.${condition}`, least, most, meaning, wrong)
  if (condition === "waiting") number(0, 1_000_000, "others nobody has accepted yet")
  if (condition === "waitedMs") number(0, 365 * dayMs, "milliseconds since the first enqueue")
  if (condition === "serviceLevelRisk")
    number(1, 10_000, "percent of serviceLevelMs that the longest waiting has waited")
  if (condition === "nobody" && !staffings.includes(when.nobody as string)) {
    wrong(
      `${path}.when.nobody`,
      `${show(when.nobody)} is nothing an agent can be; write one of: ${staffings.join(", ")}`
    )
  }
}

const dos = ["stay", "overflow", "callback", "voicemail", "end"]

/** A place for a contact to go: `from` is the queue it would leave. */
export function checkDeflection(
  deflection: unknown,
  path: string,
  from: string,
  queues: ReadonlyArray<string>,
  wrong: Wrong
): void {
  if (!isRecord(deflection) || !dos.includes(deflection.do as string)) {
    wrong(path, `write e.g. { do: "overflow", queue: "sales" } or { do: "end" }; to do are: ${dos.join(", ")}`)
    return
  }
  if (deflection.do === "callback") {
    unknownFields(deflection, ["do", "retries", "gapMs"], `${path}.`, wrong)
    checkNumber(deflection.retries, `${path}.retries`, 0, maxRetries, "tries after the first", wrong)
    checkNumber(deflection.gapMs, `${path}.gapMs`, 0, maxGapMs, "milliseconds from a failure to the next try", wrong)
    return
  }
  if (deflection.do !== "overflow") {
    unknownFields(deflection, ["do"], `${path}.`, wrong)
    return
  }
  unknownFields(deflection, ["do", "queue"], `${path}.`, wrong)
  const { queue } = deflection
  if (typeof queue !== "string" || !queues.includes(queue)) {
    wrong(`${path}.queue`, `${show(queue)} is no queue of this configuration; queues are: ${listed(queues)}`)
  } else if (queue === from) wrong(`${path}.queue`, "a queue cannot overflow into itself: name another one, or stay")
}

const listed = (queues: ReadonlyArray<string>): string => queues.slice(0, 20).join(", ")
