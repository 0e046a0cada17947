import type { AgentOrder, QueueConfiguration } from "../../../src/index.ts"
import type { Row, Sheet } from "../Row.ts"
import { type ClassOfContacts, exponential, type System, unitMs } from "../System.ts"
import { invariant } from "./leaving.ts"

/** Every way to choose the agent. */
const orders: Readonly<Record<string, AgentOrder>> = {
  leastLoad: "leastLoad",
  longestIdle: "longestIdle",
  loadRatio: "loadRatio",
  mostSkilled: "mostSkilled",
  leastSkilled: "leastSkilled",
  leastFlexible: "leastFlexible",
  roundRobin: "roundRobin",
  fewestHandled: { kind: "fewestHandled", windowMs: 3_600_000 },
  expert: { kind: "expert", skill: "skill0" },
  weighted: { kind: "weighted", skills: { skill0: 3, skill1: -2 } }
}

type Of = Pick<ClassOfContacts, "priority" | "perMinute" | "creditMs">

/** Ways to order contacts that the textbook plays, of the two classes each. */
const known: Readonly<Record<string, readonly [Of, Of]>> = {
  "order of arrival": [{}, {}],
  priority: [{ priority: 1 }, {}],
  "linear ageing": [{ perMinute: 5 }, { perMinute: 1 }],
  "head start": [{ creditMs: unitMs / 2 }, {}]
}

/** Those of the router alone. */
const own: Readonly<Record<string, readonly [QueueConfiguration, QueueConfiguration]>> = {
  tiers: [{ tier: 1 }, {}],
  "time to breach": [
    { order: "breach", serviceLevelMs: 100_000 },
    { order: "breach", serviceLevelMs: 2_000_000 }
  ],
  "newest first": [{ order: "newest" }, { order: "newest" }],
  "capped ageing": [
    { ageing: { kind: "capped", perMinute: 2, max: 20 } },
    { ageing: { kind: "linear", perMinute: 1 } }
  ],
  "concave ageing": [{ ageing: { kind: "concave", perRootMinute: 3 } }, { ageing: { kind: "linear", perMinute: 1 } }],
  "ageing by objective": [
    { ageing: { kind: "objective", perObjective: 1 }, serviceLevelMs: 100_000 },
    { ageing: { kind: "objective", perObjective: 1 }, serviceLevelMs: 500_000 }
  ],
  "ageing in steps": [{ ageing: { kind: "steps", steps: [{ afterMs: 300_000, adds: 5 }] } }, { priority: 2 }]
}

const rates = [2, 3.5]

const systemOf = (ways: readonly [Partial<ClassOfContacts>, Partial<ClassOfContacts>], order?: AgentOrder): System => ({
  agents: 5,
  ...(order === undefined ? {} : { order }),
  classes: rates.map((rate, kind) => ({
    rate,
    handle: exponential(),
    patience: exponential(2),
    // All may take both: the skills only give the orders something to look at.
    agents: [0, 1, 2, 3, 4],
    ...ways[kind]!
  }))
})

export const invarianceSheet: Sheet = {
  name: "invariance",
  file: "",
  title: "Whoever goes first, and whoever takes him: of equal laws, as many wait and give up as Erlang A says",
  shows: "no contact is lost, doubled or left beside an idle agent, under any order of agents and contacts",
  rows: () => [
    ...Object.entries(orders).flatMap(([order, agents]) =>
      Object.entries(known).map(
        ([way, ways]): Row => ({
          name: `${order}, ${way}`,
          is: { system: { system: systemOf(ways, agents), measures: invariant(), anyAgent: true } }
        })
      )
    ),
    ...Object.entries(own).map(
      ([way, [one, other]]): Row => ({
        name: `${way} (engine alone)`,
        alone: true,
        is: { system: { system: systemOf([{ queue: one }, { queue: other }]), measures: invariant() } }
      })
    )
  ]
}
