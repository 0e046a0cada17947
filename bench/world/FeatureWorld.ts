import type { Configuration, ContactKind, QueueConfiguration, SignIn } from "@strowger/router"
import { media, textOf, World } from "./World.ts"
import type { Size } from "./sizes.ts"

/** What "every feature" means. */
export const features = ["media", "relaxation", "holds", "vetoes", "offers", "reserve"] as const
export const further = ["wishes"] as const
export type Feature = (typeof features)[number] | (typeof further)[number]

const dayMs = 86_400_000
const curves = {
  linear: { kind: "linear", perMinute: 1 },
  concave: { kind: "concave", perRootMinute: 1 },
  capped: { kind: "capped", perMinute: 1, max: 2 }
} as const

/**
 * The same world with a queue for each class, and some of what a centre can ask for beside skills. `media`: every agent serves all four, as
 * many as 100 units allow. `relaxation`: in a third of the queues two skills are
 * asked for after 100 s, after 200 s one. `holds`: for a tenth of
 * the agents a contact is held. `vetoes`: a tenth of the contacts exclude an agent. `offers`: at two agents at once, and a tenth of the
 * agents let it ring. `reserve`: a tenth of the agents are the reserve of four queues that never open it. `wishes`: each agent prefers a
 * queue.
 */
export class FeatureWorld extends World {
  private readonly on: ReadonlySet<Feature>

  constructor(size: Size, on: Iterable<Feature> = []) {
    super(size)
    this.on = new Set(on)
  }

  override get configuration(): Configuration {
    const queues = this.classes.map((like, n): readonly [string, QueueConfiguration] => {
      const first = (some: number) => textOf({ ...like, needs: like.needs.slice(0, some) })
      const steps = [
        { afterMs: 100_000, needs: first(2) },
        { afterMs: 200_000, needs: first(1) }
      ]
      const rules: QueueConfiguration = {
        needs: textOf(like),
        offerMs: dayMs,
        wrapUpMs: dayMs,
        ageing: curves[like.queue],
        ...(this.on.has("relaxation") && n % 3 === 0 ? { steps } : {}),
        ...(this.on.has("offers") ? { offersAtOnce: 2 } : {}),
        ...(this.on.has("reserve") ? { reserve: { opensAt: 1_000_000, closesAt: 1 } } : {})
      }
      return [`q${n}`, rules]
    })
    return { queues: Object.fromEntries(queues), costs: { voice: 100, chat: 25, sms: 25, email: 20, fax: 100 } }
  }

  override arrival(n: number, kind: number): ContactKind {
    const { channel, priority } = this.classes[kind]!
    const plain: ContactKind = { queue: `q${kind}`, channel, priority }
    const { agents } = this.size
    if (this.on.has("holds") && n % 10 === 3 && n < agents)
      return { ...plain, preferred: [{ agent: `a${n}`, holdMs: 10 * dayMs }], preferredOnly: true }
    if (this.on.has("vetoes") && n % 10 === 7) return { ...plain, excludes: [`a${(n * 7) % agents}`] }
    return plain
  }

  override signIn(n: number): SignIn {
    const { skills, medium } = this.staff[n]!
    const none = { voice: 0, chat: 0, sms: 0, email: 0, fax: 0 }
    const plain: SignIn = { type: "SignIn", agent: `a${n}`, skills, capacity: { ...none, [medium]: 1 } }
    const queue = (at: number) => `q${(n * 13 + at) % this.classes.length}`
    return {
      ...plain,
      ...(this.on.has("media") ? { capacity: { voice: 1, chat: 4, sms: 3, email: 5, fax: 0 }, units: 100 } : {}),
      // Without offers that ring everybody takes at once what he is offered.
      ...(this.on.has("offers") && n % 10 === 9 ? {} : { autoAccept: [...media] }),
      ...(this.on.has("reserve") && n % 10 === 5
        ? { reserveFor: { [queue(0)]: 1, [queue(1)]: 1, [queue(2)]: 1, [queue(3)]: 1 } }
        : {}),
      ...(this.on.has("wishes") ? { prefers: { [queue(0)]: 1 } } : {})
    }
  }
}
