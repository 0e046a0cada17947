import type { Ability, Assignments, DrivenAgent, DrivenContact, Driver } from "../src/testing/index.ts"

interface At {
  readonly agent: DrivenAgent
  readonly hands: Set<string>
  ready: boolean
  restedAs: number
}

/** What a wrong router does otherwise than the right one. */
export interface Wrong {
  /** Which of those who wait, in order of arrival, an agent who may take them gets; default the first by priority. */
  readonly pick?: (waiting: ReadonlyArray<DrivenContact>) => DrivenContact | undefined
  readonly agents?: (free: ReadonlyArray<At>) => At | undefined
  readonly may?: (agent: At, contact: DrivenContact) => boolean
  readonly forgetsLeaving?: boolean
  readonly losesOnFinish?: boolean
  readonly givesTwice?: boolean
  readonly waitsForArrival?: boolean
  readonly keepsAsking?: boolean
}

const highest = (waiting: ReadonlyArray<DrivenContact>) =>
  waiting.reduce<DrivenContact | undefined>(
    (best, one) => (best === undefined || one.priority > best.priority ? one : best),
    undefined
  )
const longest = (free: ReadonlyArray<At>) =>
  [...free].sort((a, b) => a.hands.size - b.hands.size || a.restedAs - b.restedAs)[0]
const able = ({ agent, hands, ready }: At, { needs }: DrivenContact) =>
  ready && hands.size < agent.slots && needs.every((skill) => agent.skills.includes(skill))

export const abilities: ReadonlyArray<Ability> = [
  "skills",
  "priority",
  "slots",
  "abandonment",
  "firstCome",
  "contactOrder",
  "agentOrder"
]

/** A router as somebody would write it in an afternoon: two lists and two loops. Nothing of ours in it. */
export function afternoonRouter(wrong: Wrong = {}, asks = false): Driver {
  const { pick = highest, agents: choose = longest, may = able } = wrong
  let waiting: DrivenContact[] = []
  const agents = new Map<string, At>()
  const declined = new Set<string>()
  let rests = 0
  const fits = (at: At, contact: DrivenContact) => may(at, contact) && !declined.has(`${contact.id} ${at.agent.id}`)
  const give = (): Assignments => {
    const given: Array<{ contact: string; agent: string }> = []
    for (;;) {
      const contact = pick(waiting.filter((one) => [...agents.values()].some((at) => fits(at, one))))
      const at = contact && choose([...agents.values()].filter((one) => fits(one, contact)))
      if (contact === undefined || at === undefined) return given
      waiting = waiting.filter((one) => one !== contact)
      at.hands.add(contact.id)
      if (!asks) at.restedAs = rests++
      given.push({ contact: contact.id, agent: at.agent.id })
      if (wrong.givesTwice) given.push({ contact: contact.id, agent: [...agents.keys()][0]! })
    }
  }
  const all = new Map<string, DrivenContact>()
  return {
    arrive(contact) {
      all.set(contact.id, contact)
      waiting.push(contact)
      return give()
    },
    ready(agent) {
      const before = agents.get(agent.id)
      agents.set(agent.id, { agent, hands: before?.hands ?? new Set(), ready: true, restedAs: rests++ })
      for (const pair of declined) if (pair.endsWith(` ${agent.id}`)) declined.delete(pair)
      return wrong.waitsForArrival ? [] : give()
    },
    notReady(agent) {
      const at = agents.get(agent)
      if (at !== undefined) at.ready = false
      return give()
    },
    finish(contact, agent) {
      const at = agents.get(agent)!
      at.hands.delete(contact)
      at.restedAs = rests++
      if (wrong.losesOnFinish) waiting = waiting.slice(0, -1)
      return give()
    },
    leave(contact) {
      if (!wrong.forgetsLeaving) waiting = waiting.filter(({ id }) => id !== contact)
      return give()
    },
    ...(asks && {
      answer(contact: string, agent: string, accepts: boolean) {
        const at = agents.get(agent)!
        if (accepts) at.restedAs = rests++
        else {
          at.hands.delete(contact)
          if (!wrong.keepsAsking) declined.add(`${contact} ${agent}`)
          const order = [...all.keys()]
          waiting.push(all.get(contact)!)
          waiting.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
        }
        return wrong.keepsAsking && !accepts ? give().slice(0, 1) : give()
      }
    }),
    waiting: () => waiting.map(({ id }) => id)
  }
}
