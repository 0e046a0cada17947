import { aged, longestMs, perPriority } from "../compile/Ageing.ts"
import { Curve, L, type Lanes, N } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import { wider } from "../Pool.ts"
import { type Contacts, F, I } from "../state/Contacts.ts"

/** Cells of a place: the key of its lane's next contact, and what does not change from one contact to the next. */
const C = { Rank: 0, Share: 1, Score: 2, OrderAt: 3, Base: 4, DelayMs: 5 } as const

/**
 * A heap of lanes by the next contact of each, the first in order on top (SPEC SCORE-1). Scratch that every decision uses again: places
 * are given in turn, so that what is compared lies side by side. What comes after the best that is known already is not taken in.
 */
export class Walk {
  private readonly contacts: Contacts
  private lanes!: Lanes
  private nowMs = 0
  private turn = 0
  /** By lane: the turn it was met in. */
  private seen: Int32Array = new Int32Array(64)
  /** By place: its lane, and the next contact of it. */
  private lane: Int32Array = new Int32Array(64)
  private next: Int32Array = new Int32Array(64)
  private cells: Float64Array = new Float64Array(64 * 8)
  private used = 0
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
    this.size = this.used = 0
    this.bestKey.set(key)
  }

  /** The contact that comes next of all. */
  get contact(): number {
    return this.next[this.heap[0]!]!
  }

  /** How long it has to have waited. */
  get delayMs(): number {
    return this.cells[this.heap[0]! * 8 + C.DelayMs]!
  }

  /** Of a lane that stands under several keys, of which an agent may have some. */
  isNew(lane: number): boolean {
    if (lane >= this.seen.length) this.seen = wider(this.seen, Math.max(lane + 1, this.seen.length * 2))
    if (this.seen[lane] === this.turn) return false
    this.seen[lane] = this.turn
    return true
  }

  /** Takes in a lane with its head. `share` and `prefers` are what the agent has of its queue (SPEC SCORE-9, SCORE-11). */
  add(lane: number, share: number, prefers: number, delayMs: number): void {
    const { i, f } = this.lanes
    const place = this.place()
    const { cells } = this
    this.lane[place] = lane
    cells[place * 8 + C.Rank] = i[lane * 16 + N.Order]! >> 3
    cells[place * 8 + C.Share] = share
    cells[place * 8 + C.Base] = f[lane * 8 + L.Score]! + prefers * perPriority
    cells[place * 8 + C.DelayMs] = delayMs
    this.read(place, i[lane * 16 + N.Head]!, f[lane * 8 + L.HeadOrderAt]!)
    if (!this.leads(place)) {
      this.used--
      return
    }
    const { heap } = this
    let at = this.size++
    for (let parent = (at - 1) >> 1; at > 0 && this.isBefore(place, heap[parent]!); parent = (at - 1) >> 1) {
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = place
  }

  private place(): number {
    if (this.used === this.lane.length) {
      const length = this.used * 2
      this.lane = wider(this.lane, length)
      this.next = wider(this.next, length)
      this.cells = wider(this.cells, length * 8)
    }
    return this.used++
  }

  /** The first lane goes on to the contact behind. */
  goOn(): void {
    const place = this.heap[0]!
    const contact = this.contacts.i[this.next[place]! * 16 + I.Next]!
    if (contact >= 0) this.read(place, contact, this.contacts.f[contact * 8 + F.OrderAt]!)
    if (contact >= 0 && this.leads(place)) this.sink(place)
    else if (--this.size > 0) this.sink(this.heap[this.size]!)
  }

  /** The key of the contact that comes next of all. */
  tell(key: Float64Array): void {
    const at = this.heap[0]! * 8
    key[K.Rank] = this.cells[at + C.Rank]!
    key[K.Share] = this.cells[at + C.Share]!
    key[K.Score] = this.cells[at + C.Score]!
  }

  private read(place: number, contact: number, orderAt: number): void {
    const { cells, lanes } = this
    const lane = this.lane[place]!
    this.next[place] = contact
    cells[place * 8 + C.OrderAt] = orderAt
    const curve = lanes.i[lane * 16 + N.Order]! & 7
    const countedMs = Math.min(this.nowMs - orderAt, longestMs)
    const rate = lanes.f[lane * 8 + L.Rate]!
    let score = cells[place * 8 + C.Base]!
    if (curve === Curve.Line) score += Math.min(rate * countedMs, lanes.f[lane * 8 + L.Most]!)
    else if (curve === Curve.Root) score += Math.floor(rate * Math.sqrt(perPriority * countedMs))
    else if (curve !== Curve.None) score += aged(lanes.ageing[lane]!, this.nowMs - orderAt + lanes.shiftMs[lane]!)
    cells[place * 8 + C.Score] = score
  }

  /** Does its next contact come before the best that is known? */
  private leads(place: number): boolean {
    if (this.best < 0) return true
    const { cells, bestKey } = this
    const at = place * 8
    const ahead =
      cells[at + C.Rank]! - bestKey[K.Rank]! ||
      cells[at + C.Share]! - bestKey[K.Share]! ||
      cells[at + C.Score]! - bestKey[K.Score]!
    return ahead > 0 || (ahead === 0 && this.contacts.isOlder(this.next[place]!, this.best))
  }

  private isBefore(a: number, b: number): boolean {
    const { cells } = this
    const ahead =
      cells[a * 8 + C.Rank]! - cells[b * 8 + C.Rank]! ||
      cells[a * 8 + C.Share]! - cells[b * 8 + C.Share]! ||
      cells[a * 8 + C.Score]! - cells[b * 8 + C.Score]! ||
      cells[b * 8 + C.OrderAt]! - cells[a * 8 + C.OrderAt]!
    return ahead > 0 || (ahead === 0 && this.contacts.isOlder(this.next[a]!, this.next[b]!))
  }

  private sink(place: number): void {
    const { heap, size } = this
    let at = 0
    for (let child = 1; child < size; child = at * 2 + 1) {
      if (child + 1 < size && this.isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!this.isBefore(heap[child]!, place)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = place
  }
}
