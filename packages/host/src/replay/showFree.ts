import { jain } from "@strowger/router/simulate"
import { index, percent, seconds } from "../tables/figure.ts"
import { table } from "../tables/table.ts"
import { type Figures, figures, passed } from "./figures.ts"
import type { Fate, FreeResult } from "./free.ts"

/** One way a log's calls went: under a rule of ours, or as it really was (`lost` and `overtaken` are then nobody's promise). */
export interface Side extends Pick<FreeResult, "fates" | "agents">, Partial<Pick<FreeResult, "lost" | "overtaken">> {
  readonly name: string
}

/** Replays of a log beside what really happened, class by class, by kind of customer, and for the agents. */
export const showFree = (sides: ReadonlyArray<Side>, serviceLevelMs: number): string =>
  [byClass(sides, serviceLevelMs), byCustomer(sides, serviceLevelMs), agents(sides)].join("\n\n")

const byClass = (sides: ReadonlyArray<Side>, serviceLevelMs: number): string => {
  const types = new Map<string, number>()
  for (const { type } of sides[0]?.fates ?? []) types.set(type, (types.get(type) ?? 0) + 1)
  const ordered = [...types].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([type]) => type)
  return table([
    ["class", "", ...head(serviceLevelMs), "overtakes"],
    ...[...ordered, "all"].flatMap((type) =>
      sides.map((side, at) => {
        // Across classes order is not promised: an agent who cannot serve the oldest serves the next.
        const found = figures(
          side.fates.filter((fate) => type === "all" || fate.type === type),
          serviceLevelMs
        )
        return [at === 0 ? type : "", side.name, ...cells(found), String(found.overtakes)]
      })
    )
  ])
}

const kinds: ReadonlyArray<readonly [string, Fate["preferred"]]> = [
  ["preferred", true],
  ["ordinary", false],
  ["not said", undefined]
]

const byCustomer = (sides: ReadonlyArray<Side>, serviceLevelMs: number): string => {
  const passedBy = sides.map((side) => passed(side.fates))
  return table([
    ["customers", "", ...head(serviceLevelMs), "passed"],
    ...kinds.flatMap(([name, preferred]) =>
      sides.map((side, at) => {
        const fates = side.fates.filter((fate) => fate.preferred === preferred)
        const count = fates.filter((fate) => passedBy[at]?.has(fate.id)).length
        return [at === 0 ? name : "", side.name, ...cells(figures(fates, serviceLevelMs)), String(count)]
      })
    )
  ])
}

const head = (serviceLevelMs: number): ReadonlyArray<string> =>
  `offered,served,aband.,aband.,waited,mean s,p50 s,p95 s,max s,SL ${serviceLevelMs / 1000}s`.split(",")

const cells = (f: Figures): ReadonlyArray<string> => [
  String(f.offered),
  String(f.served),
  String(f.abandoned),
  percent(f.offered === 0 ? undefined : f.abandoned / f.offered),
  percent(f.waited),
  seconds(f.meanWaitS),
  seconds(f.p50WaitS),
  seconds(f.p95WaitS),
  seconds(f.maxWaitS),
  percent(f.serviceLevel)
]

const agents = (sides: ReadonlyArray<Side>): string => {
  const row = (name: string, of: (side: Side) => string): ReadonlyArray<string> => [name, ...sides.map(of)]
  return table([
    ["agents", ...sides.map((side) => side.name)],
    row("occupancy", (side) => percent(together(side.agents))),
    row("fairness of occupancy (Jain)", (side) => index(jain(occupancies(side.agents)))),
    row("fairness of calls (Jain)", (side) => index(jain([...side.agents.values()].map((agent) => agent.calls)))),
    row("calls lost", (side) => (side.lost === undefined ? "—" : String(side.lost))),
    row("out of order, same class and terms", (side) => (side.overtaken === undefined ? "—" : String(side.overtaken)))
  ])
}

const occupancies = (agents: FreeResult["agents"]): ReadonlyArray<number> =>
  [...agents.values()].filter((agent) => agent.presentMs > 0).map((agent) => agent.busyMs / agent.presentMs)

const together = (agents: FreeResult["agents"]): number | undefined => {
  let presentMs = 0
  let busyMs = 0
  for (const agent of agents.values()) {
    presentMs += agent.presentMs
    busyMs += agent.busyMs
  }
  return presentMs === 0 ? undefined : busyMs / presentMs
}
