import { durationMs } from "../config/Duration.ts"
import type { CrossMistake } from "../config/Mistake.ts"
import { nearest } from "../config/nearest.ts"
import { routingMistakes } from "../config/routing.ts"
import { clockMs, spanMs, type Times } from "./Clock.ts"
import { dayOf, shiftsOf, timeOfDay } from "./dayPlan.ts"

type Loose = Readonly<Record<string, unknown>>
type Found = Array<CrossMistake>

const record = (value: unknown): Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {}
const texts = (value: unknown): ReadonlyArray<string> =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : []

/** What one setting of a plan says of another. Works on the raw file, so that these mistakes come together with the malformed ones. */
export const planChecks = (raw: unknown): ReadonlyArray<CrossMistake> => {
  const file = record(raw)
  const found: Found = [...routingMistakes(file)]
  const day = dayIn(file)
  const queues = Object.keys(record(file["queues"]))
  for (const [name, value] of Object.entries(record(file["contacts"]))) {
    const asks = record(value)
    const path = ["contacts", name]
    known(asks["queue"], queues, [...path, "queue"], found)
    checkArrivals(record(asks["arrivals"]), [...path, "arrivals"], day, found)
    for (const field of ["handle", "patience"]) checkLaw(asks[field], [...path, field], found)
  }
  for (const [name, value] of Object.entries(record(file["agents"]))) {
    const group = record(value)
    const path = ["agents", name]
    checkLaw(group["answer"], [...path, "answer"], found)
    checkShifts(texts(group["shifts"]), texts(group["breaks"]), path, found)
    if (Number(group["declines"] ?? 0) + Number(group["misses"] ?? 0) > 1) {
      found.push({
        path: [...path, "misses"],
        text: "misses and declines are more than all offers",
        remedy: "Let them be 1 together at most"
      })
    }
  }
  for (const queue of Object.keys(record(file["open"]))) known(queue, queues, ["open", queue], found)
  return found
}

const dayIn = (file: Loose): Times | undefined => {
  const { from, to } = record(file["day"])
  if (typeof from !== "string" || typeof to !== "string") return undefined
  const day = dayOf({ day: { from, to } })
  return Number.isNaN(day.untilMs - day.fromMs) ? undefined : day
}

const known = (queue: unknown, queues: ReadonlyArray<string>, path: ReadonlyArray<PropertyKey>, found: Found): void => {
  if (typeof queue !== "string" || queues.includes(queue)) return
  const guess = nearest(queue, queues)
  const choice = queues.length === 0 ? "Define it first" : `Use one of: ${queues.join(", ")}`
  found.push({
    path,
    text: `there is no queue "${queue}"`,
    remedy: guess === undefined ? choice : `Did you mean \`${guess}\`?`
  })
}

const forms = '`perHour: 60`, `every: 30m` with `expected: [3, 5, 8]`, or `at: ["09:00"]`'

const checkArrivals = (
  arrivals: Loose,
  path: ReadonlyArray<PropertyKey>,
  day: Times | undefined,
  found: Found
): void => {
  const given = ["perHour", "expected", "at"].filter((form) => arrivals[form] !== undefined)
  if (given.length !== 1) {
    const text =
      given.length === 0 ? "does not say how many come" : `says it ${given.length} times: ${given.join(", ")}`
    found.push({ path, text, remedy: `Write one of ${forms}` })
    return
  }
  const { every, expected } = arrivals
  if ((every === undefined) !== (expected === undefined)) {
    found.push({ path, text: "`every` and `expected` belong together", remedy: `Write one of ${forms}` })
  }
  if (day === undefined) return
  if (typeof every === "string" && Array.isArray(expected))
    checkIntervals(durationMs(every), expected.length, day, path, found)
  for (const at of texts(arrivals["at"])) {
    if (!Number.isNaN(clockMs(at)) && timeOfDay(at, day) >= day.untilMs) {
      found.push({
        path: [...path, "at"],
        text: `${at} is outside the day`,
        remedy: "Let `day:` be longer, or leave it out"
      })
    }
  }
}

const minuteMs = 60_000

const checkIntervals = (
  everyMs: number,
  count: number,
  day: Times,
  path: ReadonlyArray<PropertyKey>,
  found: Found
): void => {
  if (Number.isNaN(everyMs)) return
  if (everyMs === 0 || everyMs % minuteMs !== 0) {
    found.push({ path: [...path, "every"], text: "is not whole minutes", remedy: "Write e.g. 15m, 30m or 1h" })
    return
  }
  const places = Math.ceil((day.untilMs - day.fromMs) / everyMs)
  if (count > places) {
    found.push({
      path: [...path, "expected"],
      text: `has ${count} values, but the day only ${places} such intervals`,
      remedy: "Remove values, or let `day:` be longer"
    })
  }
}

/** Which settings each law has, and must have. */
const settings: Readonly<Record<string, ReadonlyArray<string>>> = {
  exponential: ["mean"],
  lognormal: ["mean", "sd"],
  erlang: ["mean", "shape"],
  constant: ["mean"],
  recorded: ["values"]
}

const checkLaw = (value: unknown, path: ReadonlyArray<PropertyKey>, found: Found): void => {
  const law = record(value)
  const kind = String(law["law"])
  const wanted = settings[kind]
  if (wanted === undefined) return
  for (const name of wanted) {
    if (law[name] === undefined) {
      found.push({ path, text: `the law ${kind} needs \`${name}\``, remedy: `Add \`${name}:\` here` })
    }
  }
  for (const name of ["mean", "sd", "shape", "values"]) {
    if (law[name] !== undefined && !wanted.includes(name)) {
      found.push({
        path: [...path, name],
        text: `the law ${kind} has no \`${name}\``,
        remedy: `It has ${wanted.map((each) => `\`${each}\``).join(" and ")}`
      })
    }
  }
  if (Array.isArray(law["values"]) && law["values"].length === 0) {
    found.push({ path: [...path, "values"], text: "is empty", remedy: "Write at least one duration" })
  }
}

const checkShifts = (
  shifts: ReadonlyArray<string>,
  breaks: ReadonlyArray<string>,
  path: ReadonlyArray<PropertyKey>,
  found: Found
): void => {
  if ([...shifts, ...breaks].some((span) => Number.isNaN(spanMs(span).fromMs + spanMs(span).untilMs))) return
  const apart = (spans: ReadonlyArray<string>, field: string): void => {
    const times = spans.map(spanMs).sort((a, b) => a.fromMs - b.fromMs)
    if (times.some((time, at) => at > 0 && time.fromMs < times[at - 1]!.untilMs)) {
      found.push({ path: [...path, field], text: "overlap", remedy: "Let each begin when the one before has ended" })
    }
  }
  apart(shifts, "shifts")
  apart(breaks, "breaks")
  const placed = shiftsOf({ shifts, breaks }).reduce((sum, shift) => sum + (shift.breaks?.length ?? 0), 0)
  if (placed < breaks.length) {
    found.push({
      path: [...path, "breaks"],
      text: "one lies outside every shift",
      remedy: "Put it within a shift, or remove it"
    })
  }
}
