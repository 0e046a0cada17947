import type { AgentOrder } from "../../../src/index.ts"
import { type DayPlan, simulate } from "../../../src/simulate/index.ts"
import { json } from "../read.ts"
import type { Fact, Row, Sheet } from "../Row.ts"

type Came = readonly [
  at: number,
  service: number,
  needs: ReadonlyArray<string>,
  patience: number | null,
  priority: number
]
type Waits = ReadonlyArray<number | null>
interface Example {
  readonly contacts: ReadonlyArray<Came>
  readonly agents: ReadonlyArray<ReadonlyArray<string>>
  readonly added?: ReadonlyArray<string>
  readonly removed?: number
  readonly agent_gets_all?: number
  readonly shortened?: number
  readonly by?: number
  readonly raised?: number
  readonly prios?: ReadonlyArray<number>
  readonly relaxed?: number
  readonly before?: Waits
  readonly after?: Waits
  readonly waits?: Waits
  readonly least_flexible_first?: Waits
  readonly most_flexible_first?: Waits
}
interface Claim {
  readonly claim: string
  readonly false: boolean
  readonly tested: number
  readonly example?: Example
}

interface Centre {
  readonly contacts: ReadonlyArray<Came>
  readonly agents: Example["agents"]
  readonly order: AgentOrder
}

const secondMs = 1_000
const mostFlexible: AgentOrder = { kind: "weighted", skills: { a: 1, b: 1 } }
const queueOf = (needs: ReadonlyArray<string>) => (needs.length === 0 ? "any" : needs.join("+"))

/** What each waits on the engine, in seconds; null = gave up. */
function play({ contacts, agents, order }: Centre): Waits {
  const plan: DayPlan = {
    configuration: {
      queues: { a: { needs: "a", agents: order }, b: { needs: "b", agents: order }, any: { agents: order } }
    },
    classes: Object.fromEntries(
      contacts.map(([at, service, needs, patience, priority], n) => [
        `c${n}`,
        {
          queue: queueOf(needs),
          channel: "voice" as const,
          ...(priority === 0 ? {} : { priority }),
          contacts: [
            {
              atMs: Math.round(at * secondMs),
              handleMs: Math.round(service * secondMs),
              ...(patience === null ? {} : { patienceMs: Math.round(patience * secondMs) })
            }
          ]
        }
      ])
    ),
    agents: agents.map((skills, n) => ({
      agent: `a${n}`,
      signIn: { skills: Object.fromEntries(skills.map((skill) => [skill, 1])) },
      shifts: [{ fromMs: 0, untilMs: 1_000 * secondMs }]
    })),
    untilMs: 100 * secondMs
  }
  const fates = new Map(simulate(plan, { contacts: true }).contacts!.map((fate) => [fate.class, fate]))
  return contacts.map((_, n) => {
    const { outcome, waitMs } = fates.get(`c${n}`)!
    return outcome === "served" ? waitMs / secondMs : null
  })
}

/** The centre before and after what the claim is about. */
function both(claim: string, example: Example): readonly [Centre, Centre] {
  const order: AgentOrder =
    claim.startsWith("skills, least") || claim.startsWith("least") ? "leastFlexible" : "longestIdle"
  const { agents, prios } = example
  const contacts = example.contacts.map((each, n): Came => [each[0], each[1], each[2], each[3], prios?.[n] ?? each[4]])
  const before: Centre = { contacts, agents, order }
  const change = (n: number, to: (came: Came) => Came) => ({
    ...before,
    contacts: contacts.map((each, at) => (at === n ? to(each) : each))
  })
  if (example.added !== undefined) return [before, { ...before, agents: [...agents, example.added] }]
  if (example.removed !== undefined) return [before, { ...before, contacts: contacts.toSpliced(example.removed, 1) }]
  if (example.agent_gets_all !== undefined)
    return [before, { ...before, agents: agents.with(example.agent_gets_all, ["a", "b"]) }]
  if (example.shortened !== undefined)
    return [before, change(example.shortened, ([at, service, ...rest]) => [at, service - example.by!, ...rest])]
  if (example.raised !== undefined)
    return [before, change(example.raised, ([at, service, needs, patience]) => [at, service, needs, patience, 9])]
  if (example.relaxed !== undefined)
    return [before, change(example.relaxed, ([at, service, , ...rest]) => [at, service, [], ...rest])]
  if (example.most_flexible_first !== undefined) return [{ ...before, order: mostFlexible }, before]
  return [before, before]
}

const isAlike = (one: Waits, other: Waits): boolean =>
  one.length === other.length &&
  one.every((wait, n) => (wait === null ? other[n] === null : Math.abs(wait - (other[n] ?? -1)) < 0.000_5))

const long = (wait: number | null | undefined): number => wait ?? Number.POSITIVE_INFINITY
const total = (waits: Waits): number => waits.reduce((sum: number, wait) => sum + long(wait), 0)

/** Does what happened refute the claim? */
function isRefuted(claim: string, example: Example, centre: Centre, before: Waits, after: Waits): boolean {
  const stayed = example.removed === undefined ? before : before.toSpliced(example.removed, 1)
  if (claim.includes("FIFO start order")) {
    const start = centre.contacts.map(([at], n) => at + long(before[n]))
    return start.some((at, n) => start.some((later, other) => other > n && later < at))
  }
  if (claim.includes("number of abandonments"))
    return after.filter((wait) => wait === null).length > before.filter((wait) => wait === null).length
  if (claim.includes("DEcreases")) return after.some((wait, n) => n !== example.raised && long(wait) < long(before[n]))
  if (claim.includes("total wait")) return total(after) > total(stayed)
  if (claim.includes("max wait")) return Math.max(...after.map(long)) > Math.max(...stayed.map(long))
  if (claim.includes("makespan")) {
    const ends = (waits: Waits) => Math.max(...centre.contacts.map(([at, service], n) => at + long(waits[n]) + service))
    return ends(after) > ends(before)
  }
  return after.some((wait, n) => long(wait) > long(stayed[n]))
}

function fact(claim: string, example: Example): Fact {
  const [one, other] = both(claim, example)
  const [before, after] = [play(one), play(other)]
  const expected = [
    example.before ?? example.most_flexible_first ?? example.waits ?? [],
    example.after ?? example.least_flexible_first ?? example.waits ?? []
  ] as const
  const alike = isAlike(before, expected[0]) && isAlike(after, expected[1])
  const refuted = isRefuted(claim, example, one, before, after)
  const told = (waits: Waits) => `[${waits.map((wait) => (wait === null ? "gave up" : String(wait))).join(" ")}]`
  return {
    name: "refuted",
    exact: 1,
    measured: refuted && alike ? 1 : 0,
    holds: refuted && alike,
    note: example.waits === undefined ? `${told(before)} -> ${told(after)}` : told(before)
  }
}

export const counterexamplesSheet: Sheet = {
  name: "counterexamples",
  file: "monotonicity_counterexamples.json",
  title: "What sounds true and is not: small days that refute it, played by the engine",
  shows: "no test may assert these; the engine waits exactly what the counterexample says",
  rows: (folder) =>
    folder === ""
      ? []
      : json<ReadonlyArray<Claim>>(folder, "monotonicity_counterexamples.json").flatMap(({ claim, example }): Row[] =>
          example === undefined ? [] : [{ name: claim, decisive: true, is: { fact: () => [fact(claim, example)] } }]
        )
}
