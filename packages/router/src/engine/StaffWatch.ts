import { Work } from "./index/Work.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"
import { staffLevel } from "./staffLevel.ts"

/**
 * For a rule that sends contacts on for want of staff: which contacts it has to look at again. Those who changed, and where a demand has
 * less staff than some contact of it was told, all of that queue. As long as nobody loses his last colleague nobody else is asked.
 */
export class StaffWatch {
  /** By queue, the most staff that contacts of a demand were told of. */
  private readonly told = new Map<number, Map<number, number>>()
  private losses = 0
  private isAll = true

  /** Rules or index are others: everybody has to be asked. */
  forget(): void {
    this.told.clear()
    this.isAll = true
  }

  /** Rules of these queues are others: their contacts are asked as such that changed. */
  forgetQueues(queues: Iterable<number>): void {
    for (const queue of queues) this.told.delete(queue)
  }

  /** May somebody have to be asked who did not change? */
  isDue(s: State): boolean {
    return this.isAll || this.losses !== s.index.staff.losses
  }

  /** The level for a contact that is being asked. */
  levelFor(s: State, contact: number): number {
    const demand = s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)
    const level = staffLevel(s, demand)
    const queue = s.contacts.queue[contact]!
    let ofQueue = this.told.get(queue)
    if (ofQueue === undefined) this.told.set(queue, (ofQueue = new Map()))
    if (level > (ofQueue.get(demand) ?? -1)) ofQueue.set(demand, level)
    return level
  }

  /** Adds those to look at again to those who changed, in order of first enqueue; `asks` says which queues have the rule. */
  withLeft(s: State, changed: Iterable<number>, asks: (queue: number) => boolean): number[] {
    const found = new Set(changed)
    for (const queue of this.emptied(s, asks)) {
      this.told.delete(queue)
      const { unaccepted } = s
      for (let contact = unaccepted.firstOf(queue); contact >= 0; contact = unaccepted.after(contact))
        found.add(contact)
    }
    s.work[Work.ContactVisited]! += found.size
    return [...found].sort((a, b) => s.sequence(a) - s.sequence(b))
  }

  /** Queues with less staff than somebody there was told of. */
  private emptied(s: State, asks: (queue: number) => boolean): number[] {
    const { losses } = s.index.staff
    if (this.isAll) {
      this.isAll = false
      this.losses = losses
      return s.queues.map((_, queue) => queue).filter(asks)
    }
    if (losses === this.losses) return []
    this.losses = losses
    const found: number[] = []
    for (const [queue, told] of this.told) {
      if (!asks(queue) || !isWaitedFor(s, queue)) this.told.delete(queue)
      else if ([...told].some(([demand, level]) => staffLevel(s, demand) < level)) found.push(queue)
    }
    return found
  }
}

function isWaitedFor({ census }: State, queue: number): boolean {
  const at = queue * 8
  return census[at + ContactState.Waiting]! + census[at + ContactState.Unreachable]! > 0
}
