import type { Graph } from "../engine/wave/Graph.ts"
import { firstSet } from "../engine/wave/firstSet.ts"
import { kindsOf } from "../engine/wave/kinds.ts"

/** A day cut into slots of equal length, in which every contact takes its agent one slot. */
export interface UnitDay {
  /** Of each contact the slot it comes in: whole numbers from 0. */
  readonly arrivals: ReadonlyArray<number>
  /** Of each contact the agents who may take it: numbers from 0, none twice. */
  readonly eligible: ReadonlyArray<ReadonlyArray<number>>
  /** Of each slot of the day the agents at work in it, none twice. */
  readonly present: ReadonlyArray<ReadonlyArray<number>>
}

/** The least that could have been waited by who knows the day beforehand. */
export interface Hindsight {
  /** Of each contact the slot it is served in, or -1. One of several best ways. */
  readonly slotOf: ReadonlyArray<number>
  /** How many are served; never fewer than any other way serves by the end of any slot. */
  readonly served: number
  /** Slots waited, by all together: the served until their slot, the others until the last slot is over. */
  readonly totalWait: number
}

/**
 * The best anybody could have done with the day, told all of it beforehand: the least possible total wait. So the total wait of a policy
 * over this one is its regret: what it lost by not seeing ahead. Exact where services are one slot each; with services of different
 * lengths there is no such bound that could be computed.
 *
 * Exact because agents' slots that can all be used together are the independent sets of a transversal matroid: taken in the order of
 * time, each that can be used beside all before it, they are as many as possible by the end of every slot. The day falls apart where
 * nobody waits; memory is that of its longest part: agents' slots times the contacts each could have taken.
 *
 * @throws RangeError where `arrivals` and `eligible` are not of the same contacts, or an arrival is no slot.
 */
export function hindsight(day: UnitDay): Hindsight {
  if (day.eligible.length !== day.arrivals.length)
    throw new RangeError("arrivals and eligible must have an entry for each contact")
  if (!day.arrivals.every((slot) => Number.isInteger(slot) && slot >= 0))
    throw new RangeError("arrivals must be whole numbers from 0")
  const slotOf = day.arrivals.map(() => -1)
  for (const part of parts(day)) serve(day, part, slotOf)
  let served = 0
  let totalWait = 0
  for (const [contact, slot] of slotOf.entries()) {
    if (slot >= 0) served++
    totalWait += (slot >= 0 ? slot : Math.max(day.arrivals[contact]!, day.present.length)) - day.arrivals[contact]!
  }
  return { slotOf, served, totalWait }
}

/** Slots from one to before another, and the contacts that come in them, in order of arrival. */
interface Part {
  readonly from: number
  readonly to: number
  readonly contacts: ReadonlyArray<number>
}

/** Cuts the day where everybody who came can be served by then: there first come, first served leaves nobody waiting. */
function parts({ arrivals, eligible, present }: UnitDay): ReadonlyArray<Part> {
  const inOrder = arrivals.map((_, contact) => contact).toSorted((a, b) => arrivals[a]! - arrivals[b]!)
  const may = eligible.map((agents) => new Set(agents))
  const cut: Part[] = []
  let contacts: number[] = []
  let waiting: number[] = []
  let from = 0
  let next = 0
  for (const [slot, agents] of present.entries()) {
    if (contacts.length === 0) from = slot
    for (; next < inOrder.length && arrivals[inOrder[next]!]! <= slot; next++) {
      contacts.push(inOrder[next]!)
      waiting.push(inOrder[next]!)
    }
    for (const agent of agents) {
      const taken = waiting.findIndex((contact) => may[contact]!.has(agent))
      if (taken >= 0) waiting.splice(taken, 1)
    }
    if (waiting.length > 0 && slot + 1 < present.length) continue
    if (contacts.length > 0) cut.push({ from, to: slot + 1, contacts })
    contacts = []
    waiting = []
  }
  return cut
}

/** Uses agents' slots in order of time, each that can be used beside all before it. */
function serve({ arrivals, eligible, present }: UnitDay, { from, to, contacts }: Part, slotOf: number[]): void {
  /** Of each agent whom he may take, by their number in this part, in order of arrival. */
  const mayTake = new Map<number, number[]>()
  for (const [n, contact] of contacts.entries()) {
    for (const agent of eligible[contact]!) {
      const known = mayTake.get(agent)
      if (known === undefined) mayTake.set(agent, [n])
      else known.push(n)
    }
  }
  const slots: Array<{ readonly slot: number; readonly takes: ReadonlyArray<number>; readonly many: number }> = []
  for (let slot = from; slot < to; slot++) {
    for (const agent of present[slot]!) {
      const takes = mayTake.get(agent) ?? []
      let many = takes.length
      while (many > 0 && arrivals[contacts[takes[many - 1]!]!]! > slot) many--
      if (many > 0) slots.push({ slot, takes, many })
    }
  }
  const at = new Int32Array(slots.length + 1)
  for (const [n, { many }] of slots.entries()) at[n + 1] = at[n]! + many
  const who = new Int32Array(at[slots.length]!)
  for (const [n, { takes, many }] of slots.entries()) for (let e = 0; e < many; e++) who[at[n]! + e] = takes[e]!
  const graph: Graph = { contacts: slots.length, agents: contacts.length, at, agent: who }
  const used = firstSet(graph, kindsOf(graph, []), { left: Number.POSITIVE_INFINITY })
  for (const [n, by] of (used?.contactOf ?? []).entries()) if (by >= 0) slotOf[contacts[n]!] = slots[by]!.slot
}
