import { channels } from "../../Channel.ts"
import { lost } from "../alarmKinds.ts"
import type { Explanation, WaitingGroup } from "../../Explanation.ts"
import { firstFailed } from "./candidates.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { ContactState } from "../state/Contacts.ts"

/** Why nothing comes to an agent, or what he has. */
export function explainAgent(s: State, agent: number): Explanation {
  const { agents } = s
  const subject = agents.id[agent]!
  const said = (text: string, waiting: ReadonlyArray<WaitingGroup> = []): Explanation => ({
    subject,
    text,
    version: s.version,
    candidates: [],
    ...(waiting.length === 0 ? {} : { waiting })
  })
  if (agents.presence[agent] === Presence.SignedOut) return said(`${subject} is signed out.`)
  const counts = s.countsOf(agent)
  const hands = channels.map((channel, at) => `${channel} ${counts[at]!}/${agents.capacityOf[agent]![at]!}`).join(", ")
  const reason = agents.reason[agent]
  if (agents.presence[agent] === Presence.NotReady) {
    return said(`${subject} is not ready${reason === undefined ? "" : `: ${reason}`} (CAP-4). In hand: ${hands}.`)
  }
  if (agents.presence[agent] === Presence.Lost) {
    const left = Math.ceil((s.alarms.dueAtMs(lost, agent)! - s.nowMs) / 1000)
    return said(`${subject} is lost: the desktop is gone, and gone for good in ${left} s (PRES-1). In hand: ${hands}.`)
  }
  const waiting = waitingFor(s, agent)
  const idle = Math.floor((s.nowMs - agents.restedSinceMs[agent]!) / 1000)
  const why =
    waiting.length === 0
      ? "Nothing waits."
      : `What waits and does not come:\n${waiting.map((group) => `  ${group.contacts}: ${group.failed} (${group.rule})`).join("\n")}`
  return said(`${subject} is ready, last change of work ${idle} s ago. In hand: ${hands}. ${why}`, waiting)
}

/** What waits and does not come to him, by rule, in the order of arrival. */
function waitingFor(s: State, agent: number): ReadonlyArray<WaitingGroup> {
  const groups = new Map<string, { rule: string; failed: string; contacts: number }>()
  const count = (rule: string, failed: string) => {
    const key = `${rule} ${failed}`
    const group = groups.get(key) ?? { rule, failed, contacts: 0 }
    group.contacts++
    groups.set(key, group)
  }
  for (const contact of s.contactOf.values()) {
    const state = s.contacts.state(contact)
    if (state === ContactState.Unreachable) {
      if (s.contacts.more[contact]?.callback === undefined) count("QUEUE-5", "unreachable")
      else count("QUEUE-30", "a callback that may not be called now")
    }
    if (state !== ContactState.Waiting) continue
    const failed = firstFailed(s, contact, agent)
    if (failed === undefined) count("SCORE-1", "could be taken now")
    else count(failed.rule, failed.text)
  }
  return [...groups.values()]
}
