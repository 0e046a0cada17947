import { aged, perPriority } from "../compile/Ageing.ts"
import { Curve, L, type Lanes, N } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import { wider } from "../Pool.ts"
import { type Contacts, F } from "../state/Contacts.ts"

/** Cells of a lane: the key of its next contact, and what does not change from one contact to the next. */
const C = { Rank: 0, Share: 1, Score: 2, OrderAt: 3, Base: 4, DelayMs: 5 } as const

/**
 * A heap of lanes by the next contact of each, the first in order on top (SPEC SCORE-1). Scratch that every decision uses again. What comes
 * after the best that is known already is not taken in.
 */
export class Walk {
  private readonly contacts: Contacts
  private lanes!: Lanes
  private nowMs = 0
  private turn = 0
  /** By lane: the turn it was met in, and its next contact. */
  private seen: Int32Array = new Int32Array(64)
  private next: Int32Array = new Int32Array(64)
  private cells: Float64Array = new Float64Array(64 * 8)
  private readonly heap: number[] = []
  size = 0
  private best = -1
  private readonly bestKey = new Float64Array(4)

  constructor(contacts: Contacts) {
    this.contacts = contacts
  }

  /** `key` is that of the best that is known, -1 = none. */
  begin(lanes: Lanes, nowMs: number, best: number, key: Float64Array): void {
    this.lanes = lanes
    this.nowMs = nowMs
    this.best = best
    this.turn++
    this.size = 0
    this.bestKey.set(key)
    if (lanes.capacity <= this.seen.length) return
    this.seen = wider(this.seen, lanes.capacity)
    this.next = wider(this.next, lanes.capacity)
    this.cells = wider(this.cells, lanes.capacity * 8)
  }

  get first(): number {
    return this.heap[0]!
  }

  contactOf(lane: number): number {
    return this.next[lane]!
  }

  delayMs(lane: number): number {
    return this.cells[lane * 8 + C.DelayMs]!
  }

  /** A lane may stand under several of an agent's keys. */
  isNew(lane: number): boolean {
    if (this.seen[lane] === this.turn) return false
    this.seen[lane] = this.turn
    return true
  }

  /** Takes in a lane with its head. `share` and `prefers` are what the agent has of its queue (SPEC SCORE-9, SCORE-11). */
  add(lane: number, share: number, prefers: number, delayMs: number): void {
    const { cells } = this
    const { i, f } = this.lanes
    cells[lane * 8 + C.Rank] = i[lane * 16 + N.Order]! >> 3
    cells[lane * 8 + C.Share] = share
    cells[lane * 8 + C.Base] = f[lane * 8 + L.Score]! + prefers * perPriority
    cells[lane * 8 + C.DelayMs] = delayMs
    this.read(lane, i[lane * 16 + N.Head]!, f[lane * 8 + L.HeadOrderAt]!)
    if (!this.leads(lane)) return
    const { heap } = this
    let at = this.size++
    for (let parent = (at - 1) >> 1; at > 0 && this.isBefore(lane, heap[parent]!); parent = (at - 1) >> 1) {
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = lane
  }

  /** The first lane goes on to this contact, -1 = it has no more. */
  moveTo(contact: number): void {
    const lane = this.heap[0]!
    if (contact >= 0) this.read(lane, contact, this.contacts.f[contact * 8 + F.OrderAt]!)
    if (contact >= 0 && this.leads(lane)) this.sink(lane)
    else if (--this.size > 0) this.sink(this.heap[this.size]!)
  }

  /** The key of the first lane's contact. */
  tell(key: Float64Array): void {
    const at = this.heap[0]! * 8
    key[K.Rank] = this.cells[at + C.Rank]!
    key[K.Share] = this.cells[at + C.Share]!
    key[K.Score] = this.cells[at + C.Score]!
  }

  private read(lane: number, contact: number, orderAt: number): void {
    const { cells, lanes } = this
    this.next[lane] = contact
    cells[lane * 8 + C.OrderAt] = orderAt
    const isFlat = (lanes.i[lane * 16 + N.Order]! & 7) === Curve.None
    const grown = isFlat ? 0 : aged(lanes.ageing[lane]!, this.nowMs - orderAt + lanes.shiftMs[lane]!)
    cells[lane * 8 + C.Score] = cells[lane * 8 + C.Base]! + grown
  }

  /** Does its next contact come before the best that is known? */
  private leads(lane: number): boolean {
    if (this.best < 0) return true
    const { cells, bestKey } = this
    const at = lane * 8
    const ahead =
      cells[at + C.Rank]! - bestKey[K.Rank]! ||
      cells[at + C.Share]! - bestKey[K.Share]! ||
      cells[at + C.Score]! - bestKey[K.Score]!
    return ahead > 0 || (ahead === 0 && this.contacts.isOlder(this.next[lane]!, this.best))
  }

  private isBefore(a: number, b: number): boolean {
    const { cells } = this
    const ahead =
      cells[a * 8 + C.Rank]! - cells[b * 8 + C.Rank]! ||
      cells[a * 8 + C.Share]! - cells[b * 8 + C.Share]! ||
      cells[a * 8 + C.Score]! - cells[b * 8 + C.Score]!
    return ahead > 0 || (ahead === 0 && this.contacts.isOlder(this.next[a]!, this.next[b]!))
  }

  private sink(lane: number): void {
    const { heap, size } = this
    let at = 0
    for (let child = 1; child < size; child = at * 2 + 1) {
      if (child + 1 < size && this.isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.isBefore(heap[child]!, lane)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = lane
  }
}
