import * as fc from "fast-check"
import type { Configuration, QueueConfiguration } from "../Configuration.ts"
import type { View } from "../View.ts"
import { type Change, change, changed } from "./changes.ts"
import {
  act,
  agentNames,
  arrivalOf,
  configuration,
  enqueue,
  moveOf,
  present,
  queueNames,
  signIn,
  skillNames
} from "./basics.ts"
import { crowd } from "./crowd.ts"
import type { Feature } from "./features/Feature.ts"
import { features } from "./features/index.ts"
import type { Act, FeaturePlay, History, Move } from "./History.ts"
import { Player } from "./Player.ts"

type Part = "queue" | "configuration" | "signIn" | "enqueue"

/** Draws what every feature adds to one part, each for about a third of them, and merges it. */
function additions(part: Part): fc.Arbitrary<object> {
  const drawn = features.flatMap((feature: Feature) => {
    const adds = feature[part] as fc.Arbitrary<object> | undefined
    return adds === undefined
      ? []
      : [fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: adds })]
  })
  return fc.tuple(...drawn).map((added) => present(Object.assign({}, ...added) as object))
}

const rules: fc.Arbitrary<Configuration> = fc
  .tuple(
    configuration,
    fc.tuple(additions("queue"), additions("queue"), additions("queue")),
    additions("configuration")
  )
  .map(([basic, more, whole]) => {
    const queues = Object.entries(basic.queues).map(([name, queue], at): [string, QueueConfiguration] => [
      name,
      { ...queue, ...more[at] }
    ])
    const mixed: Configuration = { ...basic, ...whole, queues: Object.fromEntries(queues) }
    return features.reduce((mended, { mend }) => mend?.(mended) ?? mended, mixed)
  })

const signsIn: fc.Arbitrary<Act> = fc
  .tuple(signIn, additions("signIn"))
  .map(([basic, more]) => ({ ...basic, ...more }) as Act)

const comes: fc.Arbitrary<Act> = fc.tuple(enqueue, additions("enqueue")).map(([basic, more]) => {
  const { contact } = basic as Extract<Act, { type: "Enqueue" }>
  return { type: "Enqueue", contact: { ...contact, ...more } }
})

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 24, arbitrary: act },
  { weight: 4, arbitrary: signsIn },
  { weight: 24, arbitrary: comes },
  { weight: 1, arbitrary: rules.map((next): Act => ({ type: "Configure", configuration: next })) },
  { weight: 2, arbitrary: change.map((data): Act => ({ type: "Feature", act: "Change", data })) },
  { weight: 1, arbitrary: fc.constant<Act>({ type: "Feature", act: "Revert" }) },
  ...features.flatMap((feature) => feature.acts ?? [])
)

const waveOf = (acts: fc.Arbitrary<Act>, most: number) => fc.array(acts, { minLength: 2, maxLength: most })

/** Chats of one queue that ask for this or that, and people who can do some of it: who is first for one may be the only one for another. */
const rivals: fc.Arbitrary<ReadonlyArray<Act>> = fc
  .tuple(
    fc.constantFrom(...queueNames),
    fc.array(fc.constantFrom("zh", "en", "loan", undefined), { minLength: 2, maxLength: 4 }),
    fc.array(fc.subarray([...skillNames], { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
    fc.shuffledSubarray([...agentNames, "eve", "fay"], { minLength: 3, maxLength: 3 })
  )
  .map(([queue, needs, able, names]) => [
    ...needs.map(
      (need): Act => ({ type: "Enqueue", contact: { queue, channel: "chat", ...(need && { needs: need }) } })
    ),
    ...able.map((own, at): Act => {
      const skills = Object.fromEntries(own.map((skill) => [skill, 4]))
      return { type: "SignIn", agent: names[at]!, skills, capacity: { chat: 1 } }
    })
  ])

/** Several things in one instant: a sign-in wave, a batch of arrivals, both, or whatever people do. */
const together: fc.Arbitrary<Act> = fc
  .oneof(
    waveOf(
      fc.tuple(signsIn, fc.constantFrom(...agentNames, "eve", "fay")).map(([act, agent]) => ({ ...act, agent }) as Act),
      6
    ),
    waveOf(comes, 8),
    fc.tuple(waveOf(comes, 4), waveOf(signsIn, 4)).map((both) => both.flat()),
    waveOf(fc.oneof(signsIn, comes, act), 6),
    rivals
  )
  .map((several) => ({ type: "Together", acts: several.filter(({ type }) => type !== "Configure") }))

/** Histories in which every rule there is takes part: what the engine is held against its reference with. */
export const everything = (maxMoves = 100): fc.Arbitrary<History> => {
  const none = fc.constant<ReadonlyArray<Move>>([])
  const begins = maxMoves < 30 ? none : fc.oneof({ weight: 3, arbitrary: none }, { weight: 1, arbitrary: crowd })
  return fc
    .tuple(
      rules,
      begins,
      fc.array(arrivalOf(signsIn), { maxLength: 4 }),
      fc.array(moveOf(fc.oneof({ weight: 19, arbitrary: acts }, { weight: 1, arbitrary: together })), {
        maxLength: maxMoves,
        size: "max"
      })
    )
    .map(([mixed, first, arrivals, moves]) => ({
      configuration: mixed,
      // In place of some of the others, not beside them.
      moves: [...first, ...(first.length === 0 ? arrivals.flat() : []), ...moves.slice(first.length)]
    }))
}

const plays: Readonly<Record<string, FeaturePlay>> = Object.assign(
  {
    Change: (view: View, _: number, data: unknown) => {
      const next = changed(view.configuration, data as Change)
      return next === undefined ? undefined : { type: "Configure", configuration: next }
    },
    Revert: () => ({ type: "RevertConfiguration" })
  } satisfies Readonly<Record<string, FeaturePlay>>,
  ...features.map((feature) => feature.plays ?? {})
)

/** Plays what `everything` draws. `contactsBefore`: names up to there are taken. */
export const everythingPlayer = (contactsBefore = 0): Player => new Player(contactsBefore, plays)
