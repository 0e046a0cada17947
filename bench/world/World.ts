import type { Channel, Configuration, ContactKind, SignIn } from "@strowger/router"
import { uniform } from "../core/engine.ts"
import type { Size } from "./sizes.ts"

export const media = ["voice", "chat", "sms", "email"] as const satisfies ReadonlyArray<Channel>
/** A queue for each way of growing older. */
export const queues = ["linear", "concave", "capped"] as const

/** Contacts that ask for the same. */
export interface Class {
  readonly queue: (typeof queues)[number]
  readonly channel: (typeof media)[number]
  readonly priority: number
  readonly needs: ReadonlyArray<readonly [skill: string, atLeast: number]>
}

/** An agent, as he signs in. */
export interface Staff {
  readonly skills: Readonly<Record<string, number>>
  /** The only one he serves. */
  readonly medium: (typeof media)[number]
}

/**
 * Who asks for what and who can do what: 3 to 8 skills per agent, few of them common (the square of a uniform draw), a contact asks for 1
 * to 3 that some agent has, 4 media, 5 priorities, 3 ways of growing older. The same for the same size.
 */
export class World {
  readonly size: Size
  readonly classes: ReadonlyArray<Class>
  readonly staff: ReadonlyArray<Staff>
  readonly draw: (below: number) => number

  constructor(size: Size) {
    this.size = size
    const next = uniform(7)
    const draw = (below: number) => Math.floor(next() * below)
    this.draw = draw
    const common = () => {
      const u = next()
      return `s${Math.floor(size.skills * u * u)}`
    }
    const skillSets = Array.from({ length: size.skillSets }, () =>
      Object.fromEntries(Array.from({ length: 3 + draw(6) }, () => [common(), 1 + draw(5)]))
    )
    this.staff = Array.from({ length: size.agents }, (_, agent) => ({
      skills: skillSets[Math.floor(agent / media.length) % size.skillSets]!,
      medium: media[agent % media.length]!
    }))
    this.classes = Array.from({ length: size.classes }, () => {
      const can = Object.entries(skillSets[draw(size.skillSets)]!)
      const needs = new Map<string, number>()
      for (let n = 1 + draw(3); n > 0; n--) {
        const [skill, level] = can[draw(can.length)]!
        needs.set(skill, 1 + draw(level))
      }
      return { queue: queues[draw(3)]!, channel: media[draw(4)]!, priority: draw(5), needs: [...needs] }
    })
  }

  get configuration(): Configuration {
    return configuration
  }

  /** What the n-th to come asks for, who is of this class. */
  arrival(_: number, kind: number): ContactKind {
    const like = this.classes[kind]!
    const { queue, channel, priority } = like
    return { queue, channel, priority, needs: textOf(like) }
  }

  signIn(n: number): SignIn {
    return signIn(`a${n}`, this.staff[n]!)
  }
}

const offerMs = 86_400_000

/** The queues of a world. Offers last as long as a run, so that nothing rings. */
const configuration: Configuration = {
  queues: {
    linear: { offerMs, wrapUpMs: offerMs, ageing: { kind: "linear", perMinute: 1 } },
    concave: { offerMs, wrapUpMs: offerMs, ageing: { kind: "concave", perRootMinute: 1 } },
    capped: { offerMs, wrapUpMs: offerMs, ageing: { kind: "capped", perMinute: 1, max: 2 } }
  }
}

export const textOf = ({ needs }: Class): string => needs.map(([skill, level]) => `${skill} >= ${level}`).join(" and ")

/** Of one medium, one at a time. */
function signIn(agent: string, { skills, medium }: Staff): SignIn {
  const none = { voice: 0, chat: 0, sms: 0, email: 0, fax: 0 }
  return { type: "SignIn", agent, skills, capacity: { ...none, [medium]: 1 } }
}
