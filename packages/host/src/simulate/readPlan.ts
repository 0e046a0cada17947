import { checkPlan, type DayPlan } from "@strowger/router/simulate"
import { Result, Schema } from "effect"
import type { CrossMistake, Mistake } from "../config/Mistake.ts"
import { type Reading, readYaml } from "../config/readYaml.ts"
import { dayPlan } from "./dayPlan.ts"
import { planChecks } from "./planChecks.ts"
import { PlanFile } from "./PlanFile.ts"

/** A plan as it was written, and in the engine's words. */
export interface Plan {
  readonly file: PlanFile
  readonly day: DayPlan
}

/** Reads a plan. Every mistake is found in one go, each with its place and what to do. */
export const readPlan = (text: string): Result.Result<Plan, ReadonlyArray<Mistake>> =>
  Result.map(readYaml(text, reading), (file) => ({ file, day: dayPlan(file) }))

const decode = Schema.decodeUnknownResult(PlanFile, { errors: "all", onExcessProperty: "error" })

/** What the simulation itself would refuse, where the settings alone are right: a requirement of a class, above all. */
const refusedByTheEngine = (raw: unknown): ReadonlyArray<CrossMistake> => {
  const decoded = decode(raw)
  if (Result.isFailure(decoded)) return []
  const agents = Object.entries(decoded.success.agents).flatMap(([name, { count = 1 }]) => Array(count).fill(name))
  return checkPlan(dayPlan(decoded.success))
    .filter(({ path }) => !path.startsWith("configuration"))
    .map(({ path, text }) => {
      const parts = path.split(/[.[\]]+/).filter((part) => part !== "")
      const place =
        parts[0] === "classes"
          ? ["contacts", ...parts.slice(1, 3)]
          : parts[0] === "agents"
            ? ["agents", String(agents[Number(parts[1])]), ...parts.slice(2, 3)]
            : parts
      return { path: place, text, remedy: `See \`${reading.example}\`` }
    })
}

const reading: Reading<PlanFile> = {
  decode,
  crossChecks: (raw) => {
    const found = planChecks(raw)
    return found.length > 0 ? found : refusedByTheEngine(raw)
  },
  example: "strowger simulate --example",
  settings: (
    "name day from to queues contacts agents capacity routing open needs offer wrapUp priority serviceLevel onNoAnswer zh en " +
    "queue channel credit attributes arrivals handle patience perHour every expected at law mean sd shape values count skills " +
    "shifts breaks answer declines misses back voice sms email chat fax"
  ).split(" ")
}
