import type { Router } from "../Router.ts"

/** Rules that say no more than that an agent has too much in hand. */
const room: ReadonlySet<string | undefined> = new Set(["CAP-1", "CAP-2", "CAP-6", "CAP-8"])

/** Agents at work who may take the contact now, or could if they had less in hand: as the engine itself explains it (SPEC EXPL-1). */
export function mayTake(router: Router, contact: string): ReadonlySet<string> {
  const channel = router.view.contact(contact)?.channel
  const agents = new Set<string>()
  if (channel === undefined) return agents
  for (const { agent, failed, rule } of router.explain(contact).candidates) {
    if (failed !== undefined && !(room.has(rule) && router.view.agent(agent)!.capacity[channel] > 0)) continue
    agents.add(agent)
  }
  return agents
}
