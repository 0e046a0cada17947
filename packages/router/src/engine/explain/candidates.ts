import type { Candidate, CandidateGroup, NearestMiss } from "../../Explanation.ts"
import { perPriority } from "../compile/Ageing.ts"
import { fitOf } from "../match/ownFit.ts"
import type { State } from "../State.ts"
import type { Failed } from "./Failed.ts"
import { gates } from "./gates.ts"

/** The first rule that keeps this agent from taking this contact; undefined = none. */
export function firstFailed(s: State, contact: number, agent: number): Failed | undefined {
  for (const gate of gates) {
    const failed = gate(s, contact, agent)
    if (failed !== undefined) return failed
  }
  return undefined
}

/** Every rule that keeps this agent from taking this contact, in the order of `gates`. */
export const allFailed = (s: State, contact: number, agent: number): ReadonlyArray<Failed> =>
  gates.map((gate) => gate(s, contact, agent)).filter((failed) => failed !== undefined)

interface Judged {
  readonly agent: number
  readonly failed: Failed | undefined
}

/** Every agent who ever signed in, with what keeps him; eligible ones first, then by how far they are from it, then the longest at rest. */
export function judge(s: State, contact: number): ReadonlyArray<Judged> {
  const judged = [...s.agentOf.values()].map((agent) => ({ agent, failed: firstFailed(s, contact, agent) }))
  const rank = ({ failed }: Judged) => failed?.rank ?? 9
  return judged.sort((a, b) => rank(b) - rank(a) || s.agents.rest[a.agent]! - s.agents.rest[b.agent]!)
}

export const candidatesOf = (s: State, contact: number, judged: ReadonlyArray<Judged>): Candidate[] => {
  const asks = s.queues[s.contacts.queue[contact]!]!.own?.rule !== undefined
  s.scanned.clear()
  const candidates = judged.map(({ agent, failed }): Candidate => {
    const seen = { agent: s.agents.id[agent]!, idleMs: s.nowMs - s.agents.restedSinceMs[agent]! }
    if (failed !== undefined) return { ...seen, failed: failed.text, rule: failed.rule }
    return asks ? { ...seen, fit: fitOf(s, contact, agent) / perPriority } : seen
  })
  // Who may take it by how well they fit; all others, without a fit, where they are.
  return asks ? candidates.sort((a, b) => (b.fit ?? leastFit) - (a.fit ?? leastFit)) : candidates
}

const leastFit = -2_000_000

const shownPerGroup = 3

/** How many agents each rule keeps, by rule and words, nearest first. */
export function groupsOf(s: State, judged: ReadonlyArray<Judged>): CandidateGroup[] {
  const groups = new Map<string, { rule: string; failed: string; agents: number; examples: string[] }>()
  for (const { agent, failed } of judged) {
    if (failed === undefined) continue
    const key = `${failed.rule} ${failed.text}`
    const group = groups.get(key) ?? { rule: failed.rule, failed: failed.text, agents: 0, examples: [] }
    group.agents++
    if (group.examples.length < shownPerGroup) group.examples.push(s.agents.id[agent]!)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Who is kept by least: fewest single things amiss, then the nearest rule, then the longest at rest. Undefined = nobody ever signed in. */
export function nearestOf(s: State, contact: number, judged: ReadonlyArray<Judged>): NearestMiss | undefined {
  let best: { readonly agent: number; readonly all: ReadonlyArray<Failed>; readonly amiss: number } | undefined
  for (const { agent, failed } of judged) {
    if (failed === undefined) continue
    const all = allFailed(s, contact, agent)
    const amiss = all.reduce((sum, each) => sum + (each.amiss ?? 1), 0)
    if (best === undefined || amiss < best.amiss) best = { agent, all, amiss }
  }
  if (best === undefined) return undefined
  const failed = best.all.map(({ rule, text, remedy }) => ({ rule, failed: text, remedy }))
  return { agent: s.agents.id[best.agent]!, failed }
}
