import { channels } from "../../Channel.ts"
import type { Attributes, Skills } from "../../Command.ts"
import { noRoom } from "../compile/CapacityRule.ts"
import { noAttributes } from "../compile/Need.ts"
import { nextChangeMs, skillsAt } from "../compile/skillTerms.ts"
import { inOrder } from "../inOrder.ts"
import type { State } from "../State.ts"

/** What somebody is at some time: skills with dates make several of one agent. */
export interface Person {
  /** One of those who are so. */
  readonly agent: string
  readonly skills: Skills
  readonly attributes: Attributes
  /** Channels of which he could take a contact with nothing in hand, as bits. */
  readonly takes: number
  readonly reserveFor: Readonly<Record<string, 1 | 2>>
}

const nothing = {}

/** These agents, by id and handle, from now on: once for each way to be. */
export function peopleOf(s: State, agents: Iterable<readonly [string, number]>): ReadonlyArray<Person> {
  const found = new Map<string, Person>()
  for (const [agent, handle] of agents) {
    const { attributes = noAttributes, reserveFor = nothing } = s.agents.more[handle] ?? {}
    const takes = takesOf(s, handle)
    for (const skills of skillsFromNow(s, handle)) {
      const key = inOrder([skills, attributes, takes, reserveFor])
      if (!found.has(key)) found.set(key, { agent, skills, attributes, takes, reserveFor })
    }
  }
  return [...found.values()]
}

/** What is valid now, and from each instant on at which a skill begins or ends. */
function skillsFromNow(s: State, agent: number): ReadonlyArray<Skills> {
  let dated = { skills: s.agents.skills[agent]!, terms: s.agents.more[agent]?.terms }
  const all = [dated.skills]
  let nowMs = s.nowMs
  while (dated.terms !== undefined) {
    nowMs = nextChangeMs(dated.terms, nowMs)
    dated = skillsAt(dated.skills, dated.terms, nowMs)
    all.push(dated.skills)
  }
  return all
}

function takesOf(s: State, agent: number): number {
  const empty = { counts: channels.map(() => 0), slots: s.agents.capacityOf[agent]!, units: s.agents.units[agent]! }
  let takes = 0
  for (let channel = 0; channel < channels.length; channel++)
    if (noRoom(s.index.capacity, empty, channel) === undefined) takes |= 1 << channel
  return takes
}
