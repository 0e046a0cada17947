import { type Lanes, N } from "../index/Lanes.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"

/** A delay came into use in these queues: it still has to end for who is younger. Of each lane the youngest, until one is too old. */
export function armYounger(s: State, queues: ReadonlySet<number>): void {
  const { index } = s
  const { lanes, held } = index
  for (let demand = 0; demand < index.demands.length; demand++) {
    if (!queues.has(index.demands[demand]!.queue)) continue
    for (let lane = lanes.firstActive[demand] ?? -1; lane >= 0; lane = lanes.i[lane * 16 + N.Next]!)
      armLane(s, lanes, lane)
  }
  for (let lane = 0; index.pivot.active > 0 && lane < lanes.used; lane++) {
    const first = lanes.i[lane * 16 + N.Head]!
    const isShared = lanes.i[lane * 16 + N.Demand]! < 0
    if (isShared && first >= 0 && queues.has(s.contacts.queue[first]!)) armLane(s, lanes, lane)
  }
  for (let lane = 0; lane < held.lanes.used; lane++) {
    const first = held.lanes.i[lane * 16 + N.Head]!
    if (first >= 0 && queues.has(s.contacts.queue[first]!)) armLane(s, held.lanes, lane)
  }
}

function armLane(s: State, { i }: Lanes, lane: number): void {
  const { contacts, delays } = s
  const { newestFirst } = s.queues[contacts.queue[i[lane * 16 + N.Head]!]!]!
  const older = newestFirst ? I.Next : I.Previous
  for (let c = i[lane * 16 + (newestFirst ? N.Head : N.Tail)]!; c >= 0; c = contacts.i[c * 16 + older]!) {
    s.work[Work.ContactVisited]!++
    if (!delays.arm(c, s.nowMs)) return
  }
}
