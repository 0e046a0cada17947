import { expect } from "vitest"
import { N } from "../../src/engine/index/Lanes.ts"
import type { State } from "../../src/engine/State.ts"
import { I } from "../../src/engine/state/Contacts.ts"

/** Whoever stands in a shared lane is a member of his demand and stands under every key of its cover, and nobody else does. */
export function checkShared(s: State): void {
  checkShelves(s)
  const { lanes, pivot } = s.index
  let active = 0
  for (let lane = 0; lane < lanes.used; lane++) {
    const demand = lanes.i[lane * 16 + N.Demand]!
    if (demand >= 0 || lanes.i[lane * 16 + N.Count] === 0) continue
    active++
    for (let c = lanes.i[lane * 16 + N.Head]!; c >= 0; c = s.contacts.i[c * 16 + I.Next]!) {
      const own = s.index.demandOfClass(s.contacts.i[c * 16 + I.Class]!)
      expect(s.index.pivot.membersOf(own)).toContain(c)
      expect(pivot.queueOf(lane, lanes)).toBe(s.contacts.queue[c])
      for (const a of s.agentOf.values()) {
        if (!s.index.fits(own, s.agents.profile[a]!)) continue
        const seen = pivot
          .keys(s.agents.profile[a]!)
          .some((key) => pivot.under(key, s.contacts.channel[c]!).some((entry) => entry >> 1 === lane))
        expect(seen).toBe(true)
      }
    }
  }
  expect(active).toBe(pivot.active)
}

/** Whoever stands in a crew stands on a shelf of each of his keys, in order of rest, once. */
function checkShelves(s: State): void {
  const { crews, pivot } = s.index
  const { shelves } = crews
  if (!shelves.isOpen) return
  const places = new Map<number, number>()
  const inCrews = [...s.agentOf.values()].filter((a) => s.agents.crew[a]! >= 0)
  for (let shelf = 0; shelf < shelves.room.length; shelf++) {
    for (let place = shelves.chains.firstOf(shelf), last = -1; place >= 0; place = shelves.chains.next[place]!) {
      const a = shelves.owner[place]!
      expect([crews.room[s.agents.crew[a]!], crews.load[s.agents.crew[a]!]]).toEqual([
        shelves.room[shelf],
        shelves.load[shelf]
      ])
      if (last >= 0) expect(s.agents.rest[last]!).toBeLessThan(s.agents.rest[a]!)
      last = a
      places.set(a, (places.get(a) ?? 0) + 1)
    }
  }
  for (const a of inCrews) expect(places.get(a)).toBe(pivot.keys(s.agents.profile[a]!).length)
  expect(places.size).toBe(inCrews.length)
}
