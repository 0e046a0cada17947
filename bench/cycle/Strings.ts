import { type Command, type ContactKind, createRouter, type RouterEvent, type Router } from "@strowger/router"
import { shuffled } from "../core/Backlog.ts"
import type { World } from "../world/World.ts"
import { Clock, epochMs } from "./Clock.ts"

type Offer = Extract<RouterEvent, { type: "OfferMade" }>

/**
 * Whole life cycles while many wait, as an embedding program has them: ids are texts, every command and every event is an object, and
 * somebody listens. A step = an agent completes a contact and ends its wrap-up, is offered the best of all who wait, and accepts; another
 * of its class comes.
 */
export class Strings {
  readonly router: Router
  private readonly clock: Clock
  private readonly kinds: ReadonlyArray<ContactKind>
  /** Work in hand, in no order. */
  private contacts: string[] = []
  private agents: string[] = []
  private turn = 0
  private arrived = 0
  heard = 0
  steps = 0
  misses = 0

  constructor(world: World) {
    const { size, classes, staff, draw } = world
    const sizes = { contacts: size.waiting + size.agents + 16, agents: size.agents }
    const router = createRouter(world.configuration, { sizes })
    this.router = router
    this.clock = new Clock(size.waiting, epochMs)
    this.kinds = classes.map((_, n) => world.arrival(n, n))
    router.subscribe(() => this.heard++)
    for (let n = 0; n < size.waiting; n++) this.arrives(draw(classes.length))
    for (const n of staff.keys()) {
      const agent = `a${n}`
      this.gives(world.signIn(n))
      const taken = offerOf(this.gives({ type: "MakeReady", agent }))
      if (taken === undefined) {
        this.gives({ type: "MakeNotReady", agent })
        continue
      }
      this.gives({ type: "Accept", contact: taken.contact, agent, offer: taken.offer })
      this.contacts.push(taken.contact)
      this.agents.push(agent)
      this.arrives(draw(classes.length))
    }
    const order = shuffled([...this.agents.keys()], draw)
    this.contacts = order.map((at) => this.contacts[at]!)
    this.agents = order.map((at) => this.agents[at]!)
    this.heard = 0
  }

  /** Its class stands in its id, so that the next of the class can come when it goes. */
  private arrives(kind: number): void {
    const { queue, channel, priority, needs } = this.kinds[kind]!
    this.clock.advance()
    const contact = `${kind}/${this.arrived++}`
    this.router.step({ type: "Enqueue", contact, queue, channel, priority: priority!, needs: needs! }, this.clock.nowMs)
  }

  private gives(command: Command): ReadonlyArray<RouterEvent> {
    const { events, refusal } = this.router.step(command, this.clock.nowMs)
    if (refusal !== undefined) throw new Error(refusal.text)
    return events
  }

  private kept: unknown
  /** Nothing but what the caller himself makes for a step: four commands and an id. */
  readonly callerStep = (): void => {
    const slot = this.turn++ % this.agents.length
    const agent = this.agents[slot]!
    const contact = this.contacts[slot]!
    const kind = Number.parseInt(contact, 10)
    this.kept = { type: "Complete", contact, agent } satisfies Command
    this.kept = { type: "EndWrapUp", contact, agent } satisfies Command
    this.kept = { type: "Accept", contact, agent, offer: contact } satisfies Command
    const { queue, channel, priority, needs } = this.kinds[kind]!
    const id = `${kind}/${this.arrived++}`
    this.kept = { type: "Enqueue", contact: id, queue, channel, priority: priority!, needs: needs! } satisfies Command
  }

  readonly step = (): void => {
    const slot = this.turn++ % this.agents.length
    const agent = this.agents[slot]!
    const contact = this.contacts[slot]!
    this.steps++
    this.gives({ type: "Complete", contact, agent })
    const taken = offerOf(this.gives({ type: "EndWrapUp", contact, agent }))
    if (taken === undefined) {
      this.misses++
      return
    }
    this.gives({ type: "Accept", contact: taken.contact, agent, offer: taken.offer })
    this.contacts[slot] = taken.contact
    this.arrives(Number.parseInt(taken.contact, 10))
  }
}

function offerOf(events: ReadonlyArray<RouterEvent>): Offer | undefined {
  for (const event of events) if (event.type === "OfferMade") return event
  return undefined
}
