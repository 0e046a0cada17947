import { channels } from "../Channel.ts"
import { isRecord, isWhole, show, unknownFields, type Wrong } from "../engine/compile/check.ts"
import { checkNeeds } from "../needs.ts"
import { checkLaw } from "./checkLaw.ts"
import { isTime } from "./isTime.ts"

const classFields = [
  "queue",
  "channel",
  "needs",
  "priority",
  "creditMs",
  "attributes",
  "arrivals",
  "handle",
  "patience",
  "wrapUp",
  "contacts"
]

export function checkClass(
  path: string,
  asks: unknown,
  queues: ReadonlyArray<string>,
  untilMs: number,
  wrong: Wrong
): void {
  if (!isRecord(asks)) return wrong(path, "a class is an object: write e.g. { queue, channel, arrivals, handle }")
  unknownFields(asks, classFields, `${path}.`, wrong)
  const { queue, channel, needs, arrivals, contacts } = asks
  if (typeof queue !== "string" || !queues.includes(queue)) wrong(`${path}.queue`, unknownQueue(queue, queues))
  if (!(channels as ReadonlyArray<unknown>).includes(channel)) {
    wrong(`${path}.channel`, `${show(channel)} is no channel; there are: ${channels.join(", ")}`)
  }
  if (needs !== undefined) {
    const mistake = typeof needs === "string" ? checkNeeds(needs) : { text: `${show(needs)} is not a text` }
    if (mistake !== undefined) wrong(`${path}.needs`, mistake.text)
  }
  checkLaw(asks.wrapUp, `${path}.wrapUp`, false, wrong)
  if (contacts !== undefined) return checkContacts(path, asks, untilMs, wrong)
  if (asks.handle === undefined)
    wrong(`${path}.handle`, 'is missing: write e.g. { kind: "exponential", meanMs: 180_000 }')
  checkLaw(asks.handle, `${path}.handle`, false, wrong)
  checkLaw(asks.patience, `${path}.patience`, true, wrong)
  checkArrivals(`${path}.arrivals`, arrivals, untilMs, wrong)
}

function checkContacts(path: string, asks: Record<string, unknown>, untilMs: number, wrong: Wrong): void {
  const { contacts } = asks
  for (const field of ["arrivals", "handle", "patience"]) {
    if (asks[field] !== undefined)
      wrong(`${path}.${field}`, "stands beside contacts, which say it: leave one of them out")
  }
  if (!Array.isArray(contacts))
    return wrong(`${path}.contacts`, "is not a list: write e.g. [{ atMs, handleMs, patienceMs }]")
  let lastMs = 0
  for (const [at, contact] of contacts.entries()) {
    const where = `${path}.contacts[${at}]`
    const { atMs, handleMs, patienceMs = 0 } = isRecord(contact) ? contact : {}
    lastMs = checkTime(`${where}.atMs`, atMs, lastMs, untilMs, wrong)
    if (!isTime(handleMs)) wrong(`${where}.handleMs`, `${show(handleMs)} is not whole milliseconds`)
    if (!isTime(patienceMs))
      wrong(`${where}.patienceMs`, `${show(patienceMs)} is not whole milliseconds; left out = never leaves`)
  }
}

/** Times stand in order and before the end of arrivals. */
function checkTime(path: string, atMs: unknown, lastMs: number, untilMs: number, wrong: Wrong): number {
  if (!isTime(atMs)) wrong(path, `${show(atMs)} is not a time: whole milliseconds from the start of the day`)
  else if (atMs < lastMs) wrong(path, `${atMs} comes before the one above it: sort them by time`)
  else if (atMs >= untilMs)
    wrong(path, `${atMs} is not before untilMs (${untilMs}): leave it out, or let the day be longer`)
  else return atMs
  return lastMs
}

function checkArrivals(path: string, arrivals: unknown, untilMs: number, wrong: Wrong): void {
  if (!isRecord(arrivals)) return wrong(path, "is missing: write e.g. { perHour: 120 }, or give contacts")
  unknownFields(arrivals, ["perHour", "perInterval", "intervalMs", "atMs"], `${path}.`, wrong)
  const { perHour, perInterval, intervalMs, atMs } = arrivals
  if ([perHour, perInterval, atMs].filter((each) => each !== undefined).length !== 1) {
    return wrong(path, "say one of perHour, perInterval and atMs")
  }
  if (perHour !== undefined && !isRate(perHour)) wrong(`${path}.perHour`, noRate(perHour))
  if (atMs !== undefined) {
    if (!Array.isArray(atMs)) return wrong(`${path}.atMs`, "is not a list of times")
    let lastMs = 0
    for (const [at, each] of atMs.entries()) lastMs = checkTime(`${path}.atMs[${at}]`, each, lastMs, untilMs, wrong)
  }
  if (perInterval === undefined) return
  if (!isWhole(intervalMs, 1, Number.MAX_SAFE_INTEGER)) {
    wrong(`${path}.intervalMs`, `${show(intervalMs)} is not whole milliseconds, at least 1`)
  }
  if (!Array.isArray(perInterval))
    return wrong(`${path}.perInterval`, "is not a list: how many are expected per interval")
  for (const [at, each] of perInterval.entries()) if (!isRate(each)) wrong(`${path}.perInterval[${at}]`, noRate(each))
}

const isRate = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1_000_000
const noRate = (value: unknown) => `${show(value)} is not how many are expected: a number from 0 to 1,000,000`

export const unknownQueue = (queue: unknown, queues: ReadonlyArray<string>): string =>
  `${show(queue)} is no queue of the configuration; there are: ${queues.join(", ")}`
