import { isRecord, show, unknownFields, type Wrong } from "../engine/compile/check.ts"
import { checkLaw } from "./checkLaw.ts"
import { isTime } from "./isTime.ts"

const agentFields = ["agent", "signIn", "shifts", "answer", "declines", "misses", "backMs"]

export function checkAgents(agents: unknown, wrong: Wrong): void {
  if (!Array.isArray(agents))
    return wrong("agents", "who works is missing: write e.g. [{ agent, shifts: [{ fromMs, untilMs }] }]")
  const names = new Set<string>()
  for (const [at, agent] of agents.entries()) {
    const path = `agents[${at}]`
    if (!isRecord(agent)) {
      wrong(path, "an agent is an object: write e.g. { agent, shifts: [{ fromMs, untilMs }] }")
      continue
    }
    unknownFields(agent, agentFields, `${path}.`, wrong)
    const { agent: name, shifts, signIn, declines = 0, misses = 0, backMs = 0 } = agent
    if (typeof name !== "string" || name === "") wrong(`${path}.agent`, `${show(name)} is not a name`)
    else if (names.has(name))
      wrong(`${path}.agent`, `${show(name)} stands above already: give one agent all his shifts`)
    else names.add(name)
    if (signIn !== undefined && !isRecord(signIn))
      wrong(`${path}.signIn`, "is not an object: write e.g. { skills: { zh: 3 } }")
    const isEach = [checkShare(declines, `${path}.declines`, wrong), checkShare(misses, `${path}.misses`, wrong)]
    if (!isEach.includes(false) && Number(declines) + Number(misses) > 1) {
      wrong(`${path}.misses`, "misses and declines are more than all offers together")
    }
    if (!isTime(backMs)) wrong(`${path}.backMs`, `${show(backMs)} is not whole milliseconds`)
    checkLaw(agent.answer, `${path}.answer`, true, wrong)
    checkTimes(shifts, `${path}.shifts`, 0, Number.MAX_SAFE_INTEGER, true, wrong)
  }
}

function checkShare(share: unknown, path: string, wrong: Wrong): boolean {
  const isShare = typeof share === "number" && share >= 0 && share <= 1
  if (!isShare) wrong(path, `${show(share)} is not a share from 0 to 1`)
  return isShare
}

/** Shifts of a day or breaks of a shift: in order, apart, and within. */
function checkTimes(
  times: unknown,
  path: string,
  leastMs: number,
  mostMs: number,
  mayHaveBreaks: boolean,
  wrong: Wrong
): void {
  if (!Array.isArray(times)) return wrong(path, "is not a list: write e.g. [{ fromMs: 0, untilMs: 28_800_000 }]")
  let lastMs = leastMs
  for (const [at, time] of times.entries()) {
    const where = `${path}[${at}]`
    if (!isRecord(time) || !isTime(time.fromMs) || !isTime(time.untilMs) || time.fromMs >= time.untilMs) {
      wrong(
        where,
        "is no time: write { fromMs, untilMs }, whole milliseconds from the start of the day, the first before the second"
      )
      continue
    }
    const { fromMs, untilMs, breaks } = time
    unknownFields(time, mayHaveBreaks ? ["fromMs", "untilMs", "breaks"] : ["fromMs", "untilMs"], `${where}.`, wrong)
    if (fromMs < lastMs)
      wrong(
        where,
        `begins at ${fromMs}, before ${lastMs}: put them in order, apart from each other and within the shift`
      )
    if (untilMs > mostMs) wrong(where, `ends at ${untilMs}, after its shift, which ends at ${mostMs}`)
    lastMs = untilMs
    if (breaks !== undefined) checkTimes(breaks, `${where}.breaks`, fromMs, untilMs, false, wrong)
  }
}
