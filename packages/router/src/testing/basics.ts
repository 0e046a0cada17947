import * as fc from "fast-check"
import { channels } from "../Channel.ts"
import type { Ageing, Configuration, QueueConfiguration } from "../Configuration.ts"
import type { Act, Contactless, Move, Slots } from "./History.ts"

/** The parts that histories are made of, for those who mix their own. */

export const skillNames = ["zh", "en", "loan"]
export const agentNames = ["ann", "bo", "cem", "dee"]
export const queueNames = ["q1", "q2", "q3"]

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

export const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

/** Leaves out what is undefined: absent is not the same as undefined in stored events. */
export const present = <A extends object>(value: A): A =>
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

export const queue: fc.Arbitrary<QueueConfiguration> = fc
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

/** Rules of a small centre of three queues. */
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

export const signIn = fc
  .record({
    type: fc.constant("SignIn" as const),
    agent: fc.constantFrom(...agentNames),
    skills,
    capacity: maybe(slots)
  })
  .map(present) as fc.Arbitrary<Act>

export const enqueue: fc.Arbitrary<Act> = fc
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

export const act: fc.Arbitrary<Act> = fc.oneof(
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

/** An agent comes and makes himself ready. */
export const arrivalOf = (signsIn: fc.Arbitrary<Act>): fc.Arbitrary<ReadonlyArray<Move>> =>
  fc.tuple(signsIn, fc.nat(1_000)).map(([arrives, pick]) => [
    { act: arrives, pick, after: { ms: 0 } },
    { act: { type: "MakeReady" }, pick: 1, after: { ms: 100 } }
  ])

/** When the next move comes: some milliseconds later, or at the next deadline, or just beside it. */
const soon: fc.Arbitrary<Move["after"]> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 0, 1, 700, 1_500).map((ms) => ({ ms })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(-1 as const, 0 as const, 0 as const, 1 as const).map((deadline) => ({ deadline }))
  }
)

export const moveOf = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Move> =>
  fc.record({ act: acts, pick: fc.nat(1_000), after: soon })
