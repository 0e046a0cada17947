import {
  type Command,
  type ContactKind,
  createRouter,
  type EventOf,
  type EventType,
  type Refusal,
  type Router,
  type RouterEvent
} from "@strowger/router"
import type { World } from "../world/World.ts"
import { Clock, epochMs } from "./Clock.ts"
import { fillCentre } from "./fillCentre.ts"

type Offer = EventOf<"OfferMade">

/**
 * How a program hears what happened. `all`: it gives commands and subscribes to every event. A list: to offers and these types alone.
 * `outcomes`: it steps, and reads the events of each outcome, while somebody subscribes to all.
 */
export type Hearing = "all" | "outcomes" | ReadonlyArray<EventType>

/**
 * Whole life cycles while many wait, as an embedding program has them: ids are texts, every command and every event is an object. A step =
 * an agent completes a contact and ends its wrap-up, is offered the best of all who wait, and accepts; another of its class comes.
 */
export class Strings {
  readonly router: Router
  private readonly clock: Clock
  private readonly kinds: ReadonlyArray<ContactKind>
  private readonly give: (command: Command, nowMs: number) => Refusal | undefined
  /** Work in hand, in no order. */
  private readonly contacts: string[] = []
  private readonly agents: string[] = []
  private taken: Offer | undefined
  private turn = 0
  private arrived = 0
  heard = 0
  steps = 0
  misses = 0

  constructor(world: World, hearing: Hearing = "all") {
    const { size, classes } = world
    const sizes = { contacts: size.waiting + size.agents + 16, agents: size.agents }
    const router = createRouter(world.configuration, { sizes })
    this.router = router
    this.clock = new Clock(size.waiting, epochMs)
    this.kinds = classes.map((_, n) => world.arrival(n, n))
    this.give = (command, nowMs) => router.give(command, nowMs)
    if (hearing === "all") router.subscribe((event) => this.hears(event))
    else if (hearing === "outcomes") {
      router.subscribe(() => this.heard++)
      this.give = (command, nowMs) => {
        const { events, refusal } = router.step(command, nowMs)
        for (const event of events) if (event.type === "OfferMade") this.taken = event
        return refusal
      }
    } else router.subscribe((event) => this.hears(event), ["OfferMade", ...hearing])
    // No event is kept: V8 would make all others of its kind among the old ones.
    const begun: Array<readonly [contact: string, agent: string]> = []
    const order = fillCentre(world, {
      arrives: (kind) => this.arrives(kind),
      signIn: (n) => this.gives(world.signIn(n)),
      begins: (n) => {
        const offer = this.offeredBy({ type: "MakeReady", agent: `a${n}` })
        if (offer === undefined) return false
        this.accepts(offer)
        begun.push([offer.contact, offer.agent])
        return true
      },
      rests: (n) => this.gives({ type: "MakeNotReady", agent: `a${n}` })
    })
    for (const at of order) {
      this.contacts.push(begun[at]![0])
      this.agents.push(begun[at]![1])
    }
    this.heard = 0
  }

  private hears(event: RouterEvent): void {
    this.heard++
    if (event.type === "OfferMade") this.taken = event
  }

  private gives(command: Command): void {
    const refusal = this.give(command, this.clock.nowMs)
    if (refusal !== undefined) throw new Error(refusal.text)
  }

  private offeredBy(command: Command): Offer | undefined {
    this.taken = undefined
    this.gives(command)
    return this.taken
  }

  private accepts({ contact, agent, offer }: Offer): void {
    this.gives({ type: "Accept", contact, agent, offer })
  }

  /** Its class stands in its id, so that the next of the class can come when it goes. */
  private arrives(kind: number): void {
    const { queue, channel, priority, needs } = this.kinds[kind]!
    this.clock.advance()
    const contact = `${kind}/${this.arrived++}`
    this.gives({ type: "Enqueue", contact, queue, channel, priority: priority!, needs: needs! })
  }

  private readonly kept: unknown[] = [0, 0, 0, 0]
  private readonly keptMs = new Float64Array(1)
  /** Two, so that V8 sees through neither of them. */
  private readonly sinks: ReadonlyArray<(command: Command, nowMs: number) => void> = [
    (command, nowMs) => {
      this.kept[this.turn & 3] = command
      this.keptMs[0] = nowMs
    },
    (command, nowMs) => {
      this.kept[(this.turn + 1) & 3] = command
      this.keptMs[0] = nowMs
    }
  ]

  private sink(command: Command): void {
    this.sinks[this.turn & 1]!(command, this.clock.nowMs)
  }

  /** Nothing but what the caller himself makes for a step: four commands, their time, and an id. */
  readonly callerStep = (): void => {
    const slot = this.turn++ % this.agents.length
    const agent = this.agents[slot]!
    const contact = this.contacts[slot]!
    const kind = Number.parseInt(contact, 10)
    this.sink({ type: "Complete", contact, agent })
    this.sink({ type: "EndWrapUp", contact, agent })
    this.sink({ type: "Accept", contact, agent, offer: contact })
    const { queue, channel, priority, needs } = this.kinds[kind]!
    this.sink({
      type: "Enqueue",
      contact: `${kind}/${this.arrived++}`,
      queue,
      channel,
      priority: priority!,
      needs: needs!
    })
  }

  readonly step = (): void => {
    const slot = this.turn++ % this.agents.length
    const agent = this.agents[slot]!
    const contact = this.contacts[slot]!
    this.steps++
    this.gives({ type: "Complete", contact, agent })
    const taken = this.offeredBy({ type: "EndWrapUp", contact, agent })
    if (taken === undefined) {
      this.misses++
      return
    }
    this.accepts(taken)
    this.contacts[slot] = taken.contact
    this.arrives(Number.parseInt(taken.contact, 10))
  }
}
