import { adanWeiss } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import { busy, inClass, meanWait, queueLength, served, share, waits, within, refused } from "../Measure.ts"
import { json } from "../read.ts"
import type { Row, Sheet } from "../Row.ts"
import { exponential, type System, unitMs } from "../System.ts"

interface Graph {
  readonly name: string
  readonly lam: ReadonlyArray<number>
  readonly mu: ReadonlyArray<number>
  readonly class_agents: ReadonlyArray<ReadonlyArray<number>>
  readonly W: ReadonlyArray<number>
  readonly p_wait: ReadonlyArray<number>
  readonly EQ: ReadonlyArray<number>
  readonly agent_busy: ReadonlyArray<number>
}

export const skillsSheet: Sheet = {
  name: "skills",
  file: "fcfs_alis_exact.json",
  title: "Skills: first come, first served by whoever is at rest longest (Adan and Weiss)",
  shows: "the router's own order on skill graphs: waits of every class, time in hand of every agent",
  rows: (folder) =>
    (folder === "" ? ownGraphs() : json<ReadonlyArray<Graph>>(folder, "fcfs_alis_exact.json")).map(
      ({ name, lam, mu, class_agents: able, W, p_wait: wait, EQ, agent_busy: inHand }): Row => ({
        name,
        ...(name === "N" || name === "chain3x4" ? { decisive: true } : {}),
        is: {
          system: {
            system: {
              agents: mu.length,
              classes: lam.map((rate, kind) => ({ rate, handle: exponential(1 / mu[0]!), agents: able[kind]! }))
            },
            load: Math.max(...inHand),
            measures: [
              ...W.map((each, kind) => meanWait(`wait ${kind + 1}`, each, inClass(kind))),
              ...wait.map((each, kind) => share(`P(wait) ${kind + 1}`, each, waits, inClass(kind))),
              ...EQ.map((each, kind) => queueLength(`waiting ${kind + 1}`, each, lam[kind]!, inClass(kind))),
              ...inHand.map((each, agent) =>
                busy(
                  `busy ${agent + 1}`,
                  each,
                  lam.reduce((a, b) => a + b, 0),
                  1,
                  agent
                )
              )
            ]
          }
        }
      })
    )
}

function ownGraphs(): ReadonlyArray<Graph> {
  const shapes: ReadonlyArray<Pick<Graph, "name" | "lam" | "class_agents"> & { agents: number; rate: number }> = [
    { name: "N", lam: [0.6, 0.5], class_agents: [[0], [0, 1]], agents: 2, rate: 1 },
    {
      name: "W",
      lam: [0.5, 0.5],
      class_agents: [
        [0, 1],
        [1, 2]
      ],
      agents: 3,
      rate: 0.5
    },
    {
      name: "chain3x4",
      lam: [0.9, 0.8, 0.7],
      class_agents: [
        [0, 1],
        [1, 2],
        [2, 3]
      ],
      agents: 4,
      rate: 1
    },
    {
      name: "ring4",
      lam: [0.8, 0.8, 0.8, 0.8],
      class_agents: [
        [0, 1],
        [1, 2],
        [2, 3],
        [0, 3]
      ],
      agents: 4,
      rate: 1
    }
  ]
  return shapes.map(({ agents, rate, ...shape }) => {
    const classes = shape.lam.map((each, kind) => ({ perHour: perHour(each), agents: shape.class_agents[kind]! }))
    const state = adanWeiss({ classes, agents, handleMs: unitMs / rate })
    return {
      ...shape,
      mu: Array.from({ length: agents }, () => rate),
      W: state.meanWaitMs.map((ms) => ms / unitMs),
      p_wait: state.mustWait,
      EQ: state.waiting,
      agent_busy: state.busy
    }
  })
}

interface Skilled {
  readonly exact_all_skills_MM90_120: { readonly p_block: number; readonly E_wait: number }
  readonly rows: ReadonlyArray<{
    readonly skills_per_agent: number
    readonly policy: string
    readonly p_block: readonly [number, number]
    readonly E_wait_accepted_min: readonly [number, number]
    readonly p_served_within_0_5min: readonly [number, number]
    readonly p_nowait: readonly [number, number]
  }>
}

/** Mean handle time of these systems, in minutes. */
const handleMinutes = 10

export const ninetySheet: Sheet = {
  name: "ninety-agents",
  file: "sbr_90_agents_own_sim.json",
  title: "90 agents, 120 lines, six classes: one skill each to all six, beside another simulation",
  shows: "skills in the large; and agents who prefer their own class (`prefers`)",
  rows: (folder) =>
    folder === ""
      ? []
      : json<Skilled>(folder, "sbr_90_agents_own_sim.json").rows.map((row): Row => {
          const isPreferring = row.policy.startsWith("primary")
          const theirs = (measure: ReturnType<typeof share>, [, half]: readonly [number, number]) => ({
            ...measure,
            theirs: half
          })
          return {
            name: `${row.skills_per_agent} skills, ${isPreferring ? "own class first" : "first come"}`,
            nightly: true,
            is: {
              system: {
                system: ninety(row.skills_per_agent, isPreferring),
                measures: [
                  theirs(
                    share("refused", row.p_block[0], refused, () => true),
                    row.p_block
                  ),
                  theirs(meanWait("mean wait", row.E_wait_accepted_min[0] / handleMinutes), [
                    0,
                    row.E_wait_accepted_min[1] / handleMinutes
                  ]),
                  theirs(
                    within("served within half a minute", row.p_served_within_0_5min[0], 0.5 / handleMinutes, served),
                    row.p_served_within_0_5min
                  ),
                  theirs(
                    share("P(no wait)", row.p_nowait[0], (contact) => !waits(contact)),
                    row.p_nowait
                  )
                ]
              }
            }
          }
        })
}

/** Of each class 15 agents whose own it is; their other skills are spread evenly over the rest. */
function ninety(skills: number, isPreferring: boolean): System {
  const classes = 6
  const own = Array.from({ length: 90 }, (_, agent) => agent % classes)
  const has = (agent: number, kind: number) => {
    const steps = (kind - own[agent]! + classes) % classes
    const turned = (steps - 1 + (Math.floor(agent / classes) % (classes - 1))) % (classes - 1)
    return steps === 0 || turned < skills - 1
  }
  return {
    agents: 90,
    lines: 120,
    classes: Array.from({ length: classes }, (_, kind) => ({
      rate: 1.4 * handleMinutes,
      handle: exponential(),
      agents: own.flatMap((_, agent) => (has(agent, kind) ? [agent] : []))
    })),
    ...(isPreferring ? { prefers: own } : {})
  }
}
