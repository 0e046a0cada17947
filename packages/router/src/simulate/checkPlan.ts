import { isRecord, show, unknownFields, type Wrong } from "../engine/compile/check.ts"
import { checkConfiguration } from "../engine/compile/checkConfiguration.ts"
import { checkClass, unknownQueue } from "./checkClass.ts"
import { checkAgents } from "./checkAgents.ts"
import { isTime } from "./isTime.ts"
import type { PlanMistake } from "./PlanError.ts"
import type { SimulateOptions } from "./SimulateOptions.ts"

type CheckedOptions = Pick<SimulateOptions, "seed" | "serviceLevelMs" | "intervalMs">

const mostIntervals = 100_000
const planFields = ["configuration", "classes", "agents", "untilMs", "open", "commands"]

/** Everything that is wrong with a plan and with how it is to be simulated, at once; empty = good. Takes anything and never throws. */
export function checkPlan(plan: unknown, options: CheckedOptions = {}): ReadonlyArray<PlanMistake> {
  const mistakes: PlanMistake[] = []
  const wrong: Wrong = (path, text) => void mistakes.push({ path, text })
  checkOptions(options, wrong)
  if (!isRecord(plan)) {
    wrong("", "a plan is an object with configuration, classes, agents and untilMs")
    return mistakes
  }
  unknownFields(plan, planFields, "", wrong)
  const { configuration, classes, agents, untilMs } = plan
  for (const { path, text } of checkConfiguration(configuration)) {
    wrong(path === "" ? "configuration" : `configuration.${path}`, text)
  }
  if (!isTime(untilMs)) wrong("untilMs", `${show(untilMs)} is not a time: whole milliseconds from the start of the day`)
  else if (untilMs / (options.intervalMs || untilMs) > mostIntervals) {
    wrong("options.intervalMs", `makes more than ${mostIntervals} intervals of the day: let them be longer`)
  }
  const queues = isRecord(configuration) && isRecord(configuration.queues) ? Object.keys(configuration.queues) : []
  if (!isRecord(classes))
    wrong("classes", "what comes is missing: write e.g. { calls: { queue, channel, arrivals, handle } }")
  else {
    for (const [name, asks] of Object.entries(classes)) {
      checkClass(`classes.${name}`, asks, queues, isTime(untilMs) ? untilMs : Number.POSITIVE_INFINITY, wrong)
    }
  }
  checkAgents(agents, wrong)
  checkOpen(plan.open, queues, wrong)
  checkCommands(plan.commands, wrong)
  return mistakes
}

function checkOptions({ seed = 1, serviceLevelMs = 0, intervalMs = 1 }: CheckedOptions, wrong: Wrong): void {
  if (!isTime(seed)) wrong("options.seed", `${show(seed)} is not a whole number from 0 to 2^53 - 1`)
  if (!isTime(serviceLevelMs)) wrong("options.serviceLevelMs", `${show(serviceLevelMs)} is not whole milliseconds`)
  if (!isTime(intervalMs) || intervalMs === 0) {
    wrong("options.intervalMs", `${show(intervalMs)} is not whole milliseconds, at least 1`)
  }
}

/** The router itself checks the instants when the day begins. */
function checkOpen(open: unknown, queues: ReadonlyArray<string>, wrong: Wrong): void {
  if (open === undefined) return
  if (!isRecord(open)) return wrong("open", "opening hours are by queue: write e.g. { calls: [{ fromMs, untilMs }] }")
  for (const queue of Object.keys(open)) {
    if (!queues.includes(queue)) wrong(`open.${queue}`, unknownQueue(queue, queues))
  }
}

function checkCommands(commands: unknown, wrong: Wrong): void {
  if (commands === undefined) return
  if (!Array.isArray(commands)) return wrong("commands", "commands are a list: write e.g. [{ atMs, command }]")
  for (const [at, planned] of commands.entries()) {
    const { atMs, command } = isRecord(planned) ? planned : {}
    if (!isTime(atMs)) wrong(`commands[${at}].atMs`, `${show(atMs)} is not a time: whole milliseconds`)
    if (!isRecord(command))
      wrong(`commands[${at}].command`, 'is no command: write e.g. { type: "Configure", configuration }')
    else if (command.type === "Enqueue")
      wrong(`commands[${at}].command`, "contacts come by classes: give it a class of its own")
  }
}
