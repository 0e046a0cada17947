import type { ConfigurationWarning } from "../../Warning.ts"
import type { State } from "../State.ts"
import { agentWarnings } from "./agentWarnings.ts"
import { overflowWarnings } from "./overflowWarnings.ts"
import { peopleOf } from "./people.ts"
import { queueWarnings } from "./queueWarnings.ts"
import { isUnreachable, reachOf } from "./reach.ts"
import { costsWarning, reserveWarnings, settingWarnings } from "./settingWarnings.ts"
import { stepWarnings } from "./stepWarnings.ts"
import type { Warn } from "./Warn.ts"
import { listedWarnings, wordWarnings } from "./wordWarnings.ts"

/**
 * What the configuration in force leaves out of reach or without effect, for everybody who ever signed in; where nobody did, only what is
 * so whoever comes (SPEC CONF-4). Costs each step of each queue times each way an agent is, and SKILL-10 for each requirement.
 */
export function warningsIn(s: State, isStaffKnown = s.agentOf.size > 0): ReadonlyArray<ConfigurationWarning> {
  const found: ConfigurationWarning[] = []
  const people = isStaffKnown ? peopleOf(s, s.agentOf) : undefined
  const reaches = Object.entries(s.configuration.queues).map(([name, queue]) => reachOf(name, queue, people))
  const unreachable = new Set(reaches.filter(isUnreachable).map(({ name }) => name))
  for (const reach of reaches) {
    const warn: Warn = (name, path, text) => found.push({ name, path, text, queue: reach.name })
    queueWarnings(reach, people, warn)
    stepWarnings(reach, warn)
    if (people !== undefined) wordWarnings(reach, people, warn)
    overflowWarnings(reach, unreachable, warn)
    settingWarnings(reach, warn)
    reserveWarnings(reach, warn)
  }
  if (people === undefined) return found
  const whole: Warn = (name, path, text) => found.push({ name, path, text })
  listedWarnings(s.configuration, people, whole)
  costsWarning(s, whole)
  for (const agent of s.agentOf.keys())
    agentWarnings(s, agent, reaches, (name, path, text) => found.push({ name, path, text, agent }))
  return found
}
