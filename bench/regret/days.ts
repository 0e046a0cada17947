import { type ContactClass, type DayPlan, simulate } from "@strowger/router/simulate"
import { skilledDay } from "../estimates/skilledDay.ts"

/** Days of one kind: the same work for every policy. */
export interface Days {
  readonly name: string
  /** What it is, for a table. */
  readonly what: string
  readonly days: ReadonlyArray<{ readonly plan: DayPlan; readonly seed: number }>
  /** What a report of earlier days says of each queue: the work it brings. */
  readonly erlangs: Readonly<Record<string, number>>
}

const hourMs = 3_600_000

interface Staffing {
  /** Of each kind of contact the work it brings, agents' time per time. */
  readonly erlangs: ReadonlyArray<number>
  readonly handleS: ReadonlyArray<number>
  /** So many agents who can do these kinds. */
  readonly agents: ReadonlyArray<readonly [many: number, ...kinds: number[]]>
}

/** Nine hours of even load, one queue for each kind; nobody leaves, so that waits tell all. */
function steady({ erlangs, handleS, agents }: Staffing): DayPlan {
  const kinds = erlangs.map((_, kind) => `k${kind}`)
  const ofKind = (name: string, kind: number): [string, ContactClass] => {
    const meanMs = handleS[kind]! * 1_000
    const arrivals = { perHour: (erlangs[kind]! * hourMs) / meanMs }
    return [name, { queue: name, channel: "voice", arrivals, handle: { kind: "lognormal", meanMs, sdMs: meanMs } }]
  }
  const staff = agents.flatMap(([many, ...able], group) => Array.from({ length: many }, () => ({ able, group })))
  return {
    configuration: { queues: Object.fromEntries(kinds.map((name) => [name, { needs: name }])) },
    classes: Object.fromEntries(kinds.map(ofKind)),
    agents: staff.map(({ able, group }, n) => ({
      agent: `a${n}`,
      // Better at one thing than at another, so that orders by skill have something to go by; equal within a group.
      signIn: { skills: Object.fromEntries(able.map((kind) => [`k${kind}`, 1 + ((group * 4 + kind * 5) % 9)])) },
      shifts: [{ fromMs: 0, untilMs: 10 * hourMs }]
    })),
    untilMs: 9 * hourMs
  }
}

/** Two kinds, half of the agents can do both: the smallest centre in which it matters who is taken. */
const halfOfBoth = steady({
  erlangs: [4.5, 3.2],
  handleS: [200, 200],
  agents: [
    [5, 0],
    [5, 0, 1]
  ]
})
/** Five kinds, 25 agents: specialists, people of two kinds, and two who can do more. */
const fiveKinds = steady({
  erlangs: [5.4, 4.05, 3.6, 2.7, 2.34],
  handleS: [180, 240, 200, 300, 360],
  agents: [
    [5, 0],
    [3, 1],
    [3, 2],
    [2, 3],
    [1, 4],
    [3, 0, 1],
    [2, 0, 2],
    [2, 1, 3],
    [2, 0, 4],
    [1, 0, 3, 4],
    [1, 0, 1, 2, 3, 4]
  ]
})

const planned: ReadonlyArray<readonly [name: string, what: string, plan: DayPlan]> = [
  ["half of both", "two kinds of contact; 5 agents can do the first, 5 both; 77 % busy, nobody leaves", halfOfBoth],
  ["five kinds", "five kinds; 14 of 25 agents can do one, 9 two, 2 more; 72 % busy, nobody leaves", fiveKinds],
  ["skilled day", "five queues on three channels with priorities, a step, patience and shifts; 13 agents", skilledDay]
]

/** Days that are drawn, so many of each kind. */
export const drawn = (many: number): ReadonlyArray<Days> =>
  planned.map(([name, what, plan]) => ({
    name,
    what,
    days: Array.from({ length: many }, (_, n) => ({ plan, seed: n + 1 })),
    // Another day than those that count.
    erlangs: reported(plan, 1_000_003)
  }))

/** What a report of the day says. */
function reported(plan: DayPlan, seed: number): Record<string, number> {
  const { queues } = simulate(plan, { seed })
  return Object.fromEntries(
    Object.entries(queues).map(([name, { offered, handleMs = 0 }]) => [name, (offered * handleMs) / plan.untilMs])
  )
}
