import { type ByNumber, createRouter, type Router, RowKind } from "@strowger/router"
import type { World } from "../world/World.ts"
import { Clock, epochMs } from "./Clock.ts"
import { fillCentre } from "./fillCentre.ts"

/** Contacts whose class is remembered: more than come in a run. */
const remembered = 8_388_608

/** Whole life cycles as in `Strings`, by numbers: no text, no object; every row is read. */
export class Numbers {
  readonly router: Router
  private readonly by: ByNumber
  private readonly clock: Clock
  private readonly kinds: Int32Array
  private readonly classOf = new Int16Array(remembered)
  private readonly contacts: Int32Array
  private readonly agents: Int32Array
  private turn = 0
  /** Contact and offer of the last call that made one; -1 = it made none. */
  private readonly taken = new Int32Array(2)
  rowsRead = 0
  steps = 0
  misses = 0

  constructor(world: World) {
    const { size, classes } = world
    const sizes = { contacts: size.waiting + size.agents + 16, agents: size.agents }
    this.router = createRouter(world.configuration, { sizes })
    this.by = this.router.byNumber
    this.clock = new Clock(size.waiting, epochMs)
    this.kinds = Int32Array.from(classes, (_, n) => {
      const kind = this.by.kind(world.arrival(n, n))
      if (typeof kind !== "number") throw new Error(kind.text)
      return kind
    })
    const begun: Array<readonly [contact: number, agent: number]> = []
    const order = fillCentre(world, {
      arrives: (kind) => this.arrives(kind),
      signIn: (n) => this.router.step(world.signIn(n), this.by.clock[0]!),
      begins: (n) => {
        this.by.makeReady(n)
        this.read()
        const [contact, offer] = this.taken
        if (contact! < 0) return false
        this.by.accept(contact!, offer!)
        begun.push([contact!, n])
        return true
      },
      rests: (n) => this.by.makeNotReady(n)
    })
    this.contacts = Int32Array.from(order, (at) => begun[at]![0])
    this.agents = Int32Array.from(order, (at) => begun[at]![1])
    this.rowsRead = 0
  }

  private arrives(kind: number): void {
    this.clock.advance()
    this.by.clock[0] = this.clock.nowMs
    const contact = this.by.enqueue(this.kinds[kind]!)
    this.classOf[contact & (remembered - 1)] = kind
    this.read()
  }

  /** Every row, as who keeps a journal does. */
  private read(): void {
    const { rows } = this.by
    this.taken[0] = -1
    for (let row = 0; row < rows.count; row++) {
      this.rowsRead++
      if (rows.kind(row) !== RowKind.OfferMade) continue
      this.taken[0] = rows.contact(row)
      this.taken[1] = rows.offer(row)
    }
  }

  readonly step = (): void => {
    const { by } = this
    const slot = this.turn++ % this.agents.length
    const agent = this.agents[slot]!
    const contact = this.contacts[slot]!
    this.steps++
    by.complete(contact, agent)
    this.read()
    by.endWrapUp(contact, agent)
    this.read()
    const next = this.taken[0]!
    if (next < 0) {
      this.misses++
      return
    }
    by.accept(next, this.taken[1]!)
    this.read()
    this.contacts[slot] = next
    this.arrives(this.classOf[next & (remembered - 1)]!)
  }
}
