import type { AgentView, ContactView, Router } from "@strowger/router"
import type { Directory } from "../Directory.ts"
import type { DeskOffer } from "./DeskApi.ts"
import type { OfferMade } from "./OffersFold.ts"

type Why = Pick<DeskOffer, "why" | "candidates">

/**
 * Why this agent: what the queue asks for and the agent has, how long he was idle, what room he had, and the rule that chose. Codes:
 * skill {skill, level, needs?, zh?, en?}, idle {ms}, capacity {channel, used, limit}, rule {rule, version}. Looked at once per offer, when it is new.
 */
export const whyOffered = (
  router: Router,
  contact: ContactView,
  agent: AgentView,
  made: OfferMade | undefined,
  names: Directory["Service"]["skillNames"]
): Why => {
  const why: Array<DeskOffer["why"][number]> = []
  const needs = router.view.configuration.queues[contact.queue]?.needs ?? ""
  for (const [skill, level] of Object.entries(agent.skills)) {
    const asked = needs.match(new RegExp(`(?<![\\w-])${escaped(skill)}(?![\\w-])(?:\\s*>=\\s*(\\d+))?`))
    if (asked === null) continue
    const name = names?.get(skill)
    why.push({
      code: "skill",
      params: {
        skill,
        level,
        ...(asked[1] === undefined ? {} : { needs: Number(asked[1]) }),
        ...(name === undefined ? {} : { zh: name.zh, en: name.en })
      }
    })
  }
  const madeAtMs = contact.offer?.madeAtMs ?? router.view.nowMs
  why.push({ code: "idle", params: { ms: Math.max(0, madeAtMs - agent.idleSinceMs) } })
  // The place this very offer takes is not counted as used.
  const used = Math.max(0, agent.load[contact.channel] - 1)
  why.push({ code: "capacity", params: { channel: contact.channel, used, limit: agent.capacity[contact.channel] } })
  if (made !== undefined) why.push({ code: "rule", params: { rule: made.rule, version: made.version } })
  return { why, candidates: candidatesOf(router, contact.id, agent.id) }
}

/** Agents who could have had it: those free to take it now, and the one it was offered to. */
const candidatesOf = (router: Router, contact: string, agent: string): number => {
  const others = router
    .explain(contact)
    .candidates.filter((candidate) => candidate.failed === undefined && candidate.agent !== agent)
  return others.length + 1
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** Reasons by offer, so that a view built again does not ask the engine again. */
export const makeWhyOnce = (): ((offer: string, look: () => Why) => Why) => {
  const kept = 10_000
  const known = new Map<string, Why>()
  return (offer, look) => {
    let why = known.get(offer)
    if (why === undefined) {
      known.set(offer, (why = look()))
      const [oldest] = known.keys()
      if (known.size > kept && oldest !== undefined) known.delete(oldest)
    }
    return why
  }
}
export type WhyOnce = ReturnType<typeof makeWhyOnce>
