import { capacityRule } from "./compile/CapacityRule.ts"
import { Index } from "./index/Index.ts"
import type { State } from "./State.ts"
import { ContactState, I, Origin } from "./state/Contacts.ts"
import { countStaff } from "./staffLevel.ts"

/** Builds the index again from the facts: after a configuration, a restore, or when groups nobody is in any more pile up. */
export function reindex(s: State): void {
  const { contacts, agents } = s
  s.index = emptyIndex(s)
  s.turns.forget()
  s.plain.forget()
  s.leaving.forget()
  s.skipping.forget()
  s.delays.clear()
  for (const contact of s.contactOf.values()) {
    const at = contact * 16
    contacts.i[at + I.Class] = -1
    s.classify(contact)
    contacts.i[at + I.Lane] = -1
    if (s.wantsMore(contact)) contacts.i[at + I.Origin] = Origin.Ringing
    else if (contacts.state(contact) !== ContactState.Waiting) continue
    s.index.enterLane(contacts, contact)
  }
  const inOrder = [...s.agentOf.values()].sort((a, b) => agents.rest[a]! - agents.rest[b]!)
  for (const agent of inOrder) {
    agents.crew[agent] = -1
    const counts = s.countsOf(agent)
    agents.profile[agent] = s.index.profileFor(
      agents.skills[agent]!,
      agents.capacityOf[agent]!,
      agents.units[agent]!,
      agents.more[agent]?.attributes,
      s.reserveOf(agent),
      s.wishesOf(agent)
    )
    agents.occupancy[agent] = s.index.profiles[agents.profile[agent]!]!.occupancy.stateFor(counts)
    countStaff(s, agent)
    s.place(agent)
    s.countDelays(agent)
  }
}

/** Of the rules in force; nobody stands in it. */
export const emptyIndex = (s: State): Index =>
  new Index(s.contacts, s.agents, s.queues, capacityRule(s.configuration), s.rules, s.reserveOpen, s.work, s.clock)
