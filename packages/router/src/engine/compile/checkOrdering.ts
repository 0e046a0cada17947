import { checkNumber, isRecord, maxPriority, show, unknownFields, type Wrong } from "./check.ts"

export const maxTier = 1_000
const dayMs = 86_400_000

/** Whatever orders the contacts of a queue: its tier, how their priority grows, and which comes first among equals. */
export function checkOrdering(queue: Readonly<Record<string, unknown>>, path: string, wrong: Wrong): void {
  const { ageing, order, serviceLevelMs, creditMs } = queue
  checkNumber(queue.tier, `${path}.tier`, -maxTier, maxTier, "a higher tier goes before every lower one", wrong)
  if (ageing !== undefined) checkAgeing(ageing, `${path}.ageing`, wrong)
  const isObjective = isRecord(ageing) && ageing.kind === "objective"
  if (isObjective && typeof serviceLevelMs === "number" && serviceLevelMs < 1_000)
    wrong(`${path}.serviceLevelMs`, `${serviceLevelMs} is too short for ageing by objective: write at least 1000`)
  if (order !== undefined && order !== "arrival" && order !== "breach" && order !== "newest")
    wrong(`${path}.order`, 'write "arrival", "breach" or "newest"')
  if (order !== "newest") return
  if (ageing !== undefined)
    wrong(`${path}.ageing`, 'does not go with order: "newest": who waits longest would have most; leave one out')
  if (typeof creditMs === "number" && creditMs > 0)
    wrong(`${path}.creditMs`, 'does not go with order: "newest": there, to have come earlier is no head start')
}

const curves = new Map<unknown, ReadonlyArray<string>>([
  ["linear", ["kind", "perMinute"]],
  ["capped", ["kind", "perMinute", "max"]],
  ["concave", ["kind", "perRootMinute"]],
  ["objective", ["kind", "perObjective"]],
  ["steps", ["kind", "steps"]]
])

function checkAgeing(ageing: unknown, path: string, wrong: Wrong): void {
  const known = isRecord(ageing) ? curves.get(ageing.kind) : undefined
  if (!isRecord(ageing) || known === undefined) {
    wrong(path, 'write e.g. { kind: "linear", perMinute: 2 }; kinds are: linear, capped, concave, objective, steps')
    return
  }
  unknownFields(ageing, known, `${path}.`, wrong)
  const needed = (value: unknown, name: string, most: number, meaning: string) =>
    checkNumber(value ?? null, `${path}.${name}`, 0, most, meaning, wrong)
  if (ageing.kind === "linear" || ageing.kind === "capped")
    needed(ageing.perMinute, "perMinute", 100_000, "priority per minute; it never falls")
  if (ageing.kind === "capped") needed(ageing.max, "max", maxPriority, "the most that is added")
  if (ageing.kind === "concave")
    needed(ageing.perRootMinute, "perRootMinute", 100_000, "priority per square root of minutes")
  if (ageing.kind === "objective") needed(ageing.perObjective, "perObjective", 1_000, "priority per objective waited")
  if (ageing.kind !== "steps") return
  const { steps } = ageing
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > 16) {
    wrong(`${path}.steps`, "steps are a list of 1 to 16, e.g. [{ afterMs: 60000, adds: 5 }]")
    return
  }
  for (const [at, step] of steps.entries()) checkStep(step, steps[at - 1], `${path}.steps.${at}`, wrong)
}

function checkStep(step: unknown, before: unknown, path: string, wrong: Wrong): void {
  if (!isRecord(step)) {
    wrong(path, "a step is an object, e.g. { afterMs: 60000, adds: 5 }")
    return
  }
  unknownFields(step, ["afterMs", "adds"], `${path}.`, wrong)
  checkNumber(step.afterMs ?? null, `${path}.afterMs`, 0, 365 * dayMs, "milliseconds of waiting", wrong)
  checkNumber(step.adds ?? null, `${path}.adds`, 0, maxPriority, "priority added from then on", wrong)
  if (!isRecord(before)) return
  if (Number(step.afterMs) <= Number(before.afterMs)) {
    wrong(
      `${path}.afterMs`,
      `${show(step.afterMs)} is not after the step before, ${show(before.afterMs)}: order the steps`
    )
  }
  if (Number(step.adds) < Number(before.adds)) {
    wrong(
      `${path}.adds`,
      `${show(step.adds)} is less than the step before adds, ${show(before.adds)}: priority never falls by waiting`
    )
  }
}
