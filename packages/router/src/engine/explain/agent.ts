import { channels } from "../../Channel.ts"
import type { Explanation } from "../../Explanation.ts"
import { firstFailed } from "./candidates.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { ContactState } from "../state/Contacts.ts"

/** Why nothing comes to an agent, or what he has. */
export function explainAgent(s: State, agent: number): Explanation {
  const { agents } = s
  const subject = agents.id[agent]!
  const said = (text: string): Explanation => ({ subject, text, version: s.version, candidates: [] })
  if (agents.presence[agent] === Presence.SignedOut) return said(`${subject} is signed out.`)
  const counts = s.countsOf(agent)
  const hands = channels.map((channel, at) => `${channel} ${counts[at]!}/${agents.capacityOf[agent]![at]!}`).join(", ")
  const reason = agents.reason[agent]
  if (agents.presence[agent] === Presence.NotReady) {
    return said(`${subject} is not ready${reason === undefined ? "" : `: ${reason}`} (CAP-4). In hand: ${hands}.`)
  }
  const reasons = new Map<string, number>()
  for (const contact of s.contactOf.values()) {
    const state = s.contacts.state(contact)
    if (state === ContactState.Unreachable) count(reasons, "unreachable (QUEUE-5)")
    else if (state === ContactState.Waiting) {
      const failed = firstFailed(s, contact, agent)
      count(reasons, failed === undefined ? "could be taken now" : `${failed.text} (${failed.rule})`)
    }
  }
  const idle = Math.floor((s.nowMs - agents.restedSinceMs[agent]!) / 1000)
  const why =
    reasons.size === 0
      ? "Nothing waits."
      : `What waits and does not come:\n${[...reasons].map(([text, n]) => `  ${n}: ${text}`).join("\n")}`
  return said(`${subject} is ready, last change of work ${idle} s ago. In hand: ${hands}. ${why}`)
}

const count = (reasons: Map<string, number>, text: string) => reasons.set(text, (reasons.get(text) ?? 0) + 1)
