import * as fc from "fast-check"
import { type Channel, channels } from "../Channel.ts"
import type { Command } from "../Command.ts"
import type { Ageing, Configuration, QueueConfiguration } from "../Configuration.ts"
import type { View } from "../View.ts"

/**
 * One thing somebody does. `pick` chooses whom or what it is done to among what is there when it is played, so that histories stay
 * meaningful while they are shrunk. `after` says when: some milliseconds later, or at the next deadline, or just beside it.
 */
export interface Move {
  readonly act: Act
  readonly pick: number
  readonly after: { readonly ms: number } | { readonly deadline: -1 | 0 | 1 }
}

export type Act =
  | {
      readonly type: "SignIn"
      readonly agent: string
      readonly skills: Readonly<Record<string, number>>
      readonly capacity?: Slots
    }
  | { readonly type: "Enqueue"; readonly contact: Contactless }
  | { readonly type: "Configure"; readonly configuration: Configuration }
  | { readonly type: "Answer" | "LateAnswer" | "Decline" | "Complete" | "EndWrapUp" | "Tick" }
  | { readonly type: "Abandon" | "Cancel" | "MarkUnreachable" | "MarkReachable" | "SignOut" | "MakeReady" | "Exclude" }
  | { readonly type: "MakeNotReady"; readonly reason?: string }

type Slots = Readonly<Partial<Record<Channel, number>>>

interface Contactless {
  readonly queue: string
  readonly channel: Channel
  readonly priority?: number
  readonly creditMs?: number
  readonly needs?: string
  readonly reachable?: boolean
  readonly excludes?: ReadonlyArray<string>
}

/** What happened in a small centre: histories, never states, because a state nobody can reach proves nothing. */
export interface History {
  readonly configuration: Configuration
  readonly moves: ReadonlyArray<Move>
}

const skillNames = ["zh", "en", "loan"]
const agentNames = ["ann", "bo", "cem", "dee"]
const queueNames = ["q1", "q2", "q3"]

const level = fc.integer({ min: 1, max: 4 })

/** Requirement texts over three skills, with every operator. */
export const needs: fc.Arbitrary<string> = fc.letrec<{ need: string; atom: string; joined: string; not: string }>(
  (tie) => ({
    need: fc.oneof({ maxDepth: 2, withCrossShrink: true }, tie("atom"), tie("joined"), tie("not")),
    atom: fc
      .tuple(fc.constantFrom(...skillNames), fc.constantFrom("", ">= 2", ">= 3", "> 1", "<= 3", "< 4", "= 2", "!= 3"))
      .map(([skill, is]) => `${skill} ${is}`.trim()),
    joined: fc
      .tuple(tie("need"), fc.constantFrom("and", "or"), tie("need"))
      .map(([a, word, b]) => `(${a}) ${word} ${b}`),
    not: tie("need").map((of) => `not (${of})`)
  })
).need

const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

/** Leaves out what is undefined: absent is not the same as undefined in stored events. */
const present = <A extends object>(value: A): A =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as A

/** Curves that change the order within the seconds a history takes. */
const ageing: fc.Arbitrary<Ageing> = fc.oneof(
  fc.constantFrom(0, 17, 60, 120).map((perMinute): Ageing => ({ kind: "linear", perMinute })),
  fc
    .tuple(fc.constantFrom(40, 120), fc.constantFrom(0, 1, 2))
    .map(([perMinute, max]): Ageing => ({ kind: "capped", perMinute, max })),
  fc.constantFrom<Ageing>(
    { kind: "steps", steps: [{ afterMs: 0, adds: 1 }] },
    { kind: "steps", steps: [700, 1_500, 6_000].map((afterMs, at) => ({ afterMs, adds: at + 1 })) }
  )
)

const queue: fc.Arbitrary<QueueConfiguration> = fc
  .record({
    needs: maybe(needs),
    offerMs: fc.constantFrom(3_000, 5_000, 5_000),
    wrapUpMs: fc.constantFrom(0, 0, 2_000, 5_000),
    priority: maybe(fc.integer({ min: -1, max: 2 })),
    creditMs: maybe(fc.constantFrom(0, 700, 1_500)),
    ageing: maybe(ageing),
    onNoAnswer: maybe(fc.constantFrom("notReady" as const, "stayReady" as const))
  })
  .map((record) => present(record) as QueueConfiguration)

export const configuration: fc.Arbitrary<Configuration> = fc
  .tuple(queue, queue, queue, maybe(fc.record({ chat: fc.integer({ min: 0, max: 2 }) })))
  .map(([q1, q2, q3, capacity]) => present({ queues: { q1, q2, q3 }, capacity }) as Configuration)

const skills = fc.dictionary(fc.constantFrom(...skillNames), level, { maxKeys: 3, noNullPrototype: true })

const slots = fc
  .record({
    voice: maybe(fc.constantFrom(0, 1)),
    chat: maybe(fc.integer({ min: 0, max: 3 })),
    sms: maybe(fc.constantFrom(1, 2))
  })
  .map(present) as fc.Arbitrary<Slots>

const signIn = fc
  .record({
    type: fc.constant("SignIn" as const),
    agent: fc.constantFrom(...agentNames),
    skills,
    capacity: maybe(slots)
  })
  .map(present) as fc.Arbitrary<Act>

const enqueue: fc.Arbitrary<Act> = fc
  .record({
    queue: fc.constantFrom(...queueNames),
    channel: fc.constantFrom(...channels, "chat" as const, "voice" as const),
    priority: maybe(fc.integer({ min: 0, max: 2 })),
    creditMs: maybe(fc.constantFrom(0, 1, 700, 1_500, 3_000)),
    needs: maybe(needs),
    reachable: maybe(fc.boolean()),
    excludes: maybe(fc.uniqueArray(fc.constantFrom(...agentNames), { maxLength: 2 }))
  })
  .map((contact) => ({ type: "Enqueue", contact: present(contact) as Contactless }))

const plain = <T extends Act["type"]>(...types: T[]) => fc.constantFrom(...types).map((type) => ({ type }) as Act)

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: signIn },
  { weight: 6, arbitrary: enqueue },
  { weight: 6, arbitrary: plain("MakeReady") },
  { weight: 8, arbitrary: plain("Answer", "Decline", "Complete", "Complete", "EndWrapUp", "Tick") },
  {
    weight: 4,
    arbitrary: plain("Abandon", "Cancel", "MarkUnreachable", "MarkReachable", "MarkReachable", "LateAnswer")
  },
  { weight: 1, arbitrary: plain("SignOut") },
  { weight: 1, arbitrary: plain("Exclude") },
  {
    weight: 1,
    arbitrary: maybe(fc.constantFrom("lunch", "training")).map(
      (reason) => present({ type: "MakeNotReady", reason }) as Act
    )
  },
  { weight: 1, arbitrary: configuration.map((next) => ({ type: "Configure", configuration: next }) as Act) }
)

const arrival: fc.Arbitrary<ReadonlyArray<Move>> = fc.tuple(signIn, fc.nat(1_000)).map(([act, pick]) => [
  { act, pick, after: { ms: 0 } },
  { act: { type: "MakeReady" }, pick: 1, after: { ms: 100 } }
])

export const move: fc.Arbitrary<Move> = fc.record({
  act,
  pick: fc.nat(1_000),
  after: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 0, 1, 700, 1_500).map((ms) => ({ ms })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(-1 as const, 0 as const, 0 as const, 1 as const).map((deadline) => ({ deadline }))
    }
  )
})

/** Begins with a few people at work, so that most of what follows can be done. */
export const history = (maxMoves = 100): fc.Arbitrary<History> =>
  fc
    .tuple(configuration, fc.array(arrival, { maxLength: 4 }), fc.array(move, { maxLength: maxMoves, size: "max" }))
    .map(([rules, arrivals, moves]) => ({ configuration: rules, moves: [...arrivals.flat(), ...moves] }))

/** The part of a router that histories are played on. */
export interface Playable {
  readonly view: View
  readonly nextDeadlineMs: number | undefined
}

/** Turns moves into commands for the router as it then is. Contacts are named c1, c2... in order of arrival. */
export class Player {
  private contacts: number
  private readonly offersSeen: Array<{ readonly contact: string; readonly agent: string; readonly offer: string }> = []

  /** `contactsBefore`: names up to there are taken. */
  constructor(contactsBefore = 0) {
    this.contacts = contactsBefore
  }

  next(router: Playable, { act, pick, after }: Move): { readonly command: Command; readonly nowMs: number } {
    const now = router.view.nowMs
    const due = router.nextDeadlineMs
    const nowMs = "ms" in after ? now + after.ms : due === undefined ? now : Math.max(now, due + after.deadline)
    return { command: this.command(router.view, act, pick), nowMs }
  }

  private command(view: View, act: Act, pick: number): Command {
    const contacts = [...view.contacts()]
    const agents = [...view.agents()]
    const one = <A>(of: ReadonlyArray<A>): A | undefined => of[pick % Math.max(1, of.length)]
    // Now and then somebody asks for what cannot be.
    const wild = pick % 16 === 0
    const contact = (...states: ReadonlyArray<string>) => one(contacts.filter((c) => wild || states.includes(c.state)))
    const agent = (...presences: ReadonlyArray<string>) =>
      one(agents.filter((a) => wild || presences.includes(a.presence)))?.id ?? (wild ? "nobody" : undefined)
    for (const c of contacts) {
      if (c.offer) this.offersSeen.push({ contact: c.id, agent: c.agent ?? "", offer: c.offer.id })
    }
    const nothing: Command = { type: "Tick" }
    switch (act.type) {
      case "SignIn":
      case "Configure":
        return act
      case "Tick":
        return nothing
      case "Enqueue":
        return { type: "Enqueue", contact: pick % 40 === 0 ? "c1" : `c${++this.contacts}`, ...act.contact }
      case "Answer":
      case "Decline": {
        const ringing = contact("offered")
        if (ringing === undefined) return nothing
        const names = { contact: ringing.id, agent: ringing.agent ?? "ann", offer: ringing.offer?.id ?? "o1" }
        return { type: act.type === "Answer" ? "Accept" : "Decline", ...names }
      }
      case "LateAnswer": {
        const seen = one(this.offersSeen)
        return seen === undefined ? nothing : { type: "Accept", ...seen }
      }
      case "Complete":
      case "EndWrapUp": {
        const held = contact(act.type === "Complete" ? "active" : "wrap-up")
        return held === undefined ? nothing : { type: act.type, contact: held.id, agent: held.agent ?? "ann" }
      }
      case "Abandon":
      case "Cancel":
      case "MarkUnreachable": {
        const unserved = contact("waiting", "unreachable", "offered")
        return unserved === undefined ? nothing : { type: act.type, contact: unserved.id }
      }
      case "Exclude": {
        const unserved = contact("waiting", "unreachable", "offered")
        if (unserved === undefined) return nothing
        const whom = unserved.agent ?? agents[(pick >> 4) % Math.max(1, agents.length)]?.id ?? "nobody"
        return { type: "Exclude", contact: unserved.id, agent: whom }
      }
      case "MarkReachable": {
        const away = contact("unreachable")
        return away === undefined ? nothing : { type: act.type, contact: away.id }
      }
      case "SignOut":
      case "MakeReady":
      case "MakeNotReady": {
        const whom = act.type === "MakeReady" ? agent("not-ready") : agent("ready", "not-ready")
        if (whom === undefined) return nothing
        if (act.type === "MakeNotReady") return { ...act, agent: whom }
        return { type: act.type === "SignOut" ? "SignOut" : "MakeReady", agent: whom }
      }
    }
  }
}
