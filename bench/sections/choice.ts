import { Backlog } from "../core/Backlog.ts"
import { limits, Work } from "../core/engine.ts"
import { Surplus } from "../core/Surplus.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Case, Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import type { Size } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const never = Number.MAX_SAFE_INTEGER

/** The router as it is, and as it would be if it knew one way only. */
const ways = {
  chosen: { ...limits },
  groups: { ...limits, rows: never, members: never, shelved: never, asks: never, remembered: 0, profiles: never },
  singles: { ...limits, rows: 0, members: never, shelved: 0, asks: never, remembered: 0, profiles: 0 }
}

interface Run {
  readonly step: () => void
  readonly state: Backlog["state"]
}

interface Contest {
  readonly name: string
  readonly what: string
  readonly size: Size
  readonly of: (world: World) => Run
}

const many: Size = { agents: 10_000, skills: 200, waiting: 100_000, skillSets: 400, classes: 100_000 }
const few: Size = { agents: 10_000, skills: 200, waiting: 100_000, skillSets: 10_000, classes: 1_000 }
const backlog = (world: World): Run => new Backlog(world, "evenly")
const surplus = (world: World): Run => new Surplus(world)

const worlds: ReadonlyArray<Contest> = [
  { name: "many classes", what: "100,000 classes, 400 skill sets, backlog", size: many, of: backlog },
  { name: "many profiles", what: "1,000 classes, 10,000 skill sets, backlog", size: few, of: backlog },
  { name: "many profiles idle", what: "1,000 classes, 10,000 skill sets, surplus", size: few, of: surplus }
]

const steps = 200

function measure({ size, of }: Contest): Numbers {
  const all = Object.values(ways).map((way) => {
    const { step, state } = as(way, () => of(new World(size)))
    const block = () => as(way, () => runOf(step))
    // Until the choice is made: it goes by how often somebody asks.
    for (let n = 0; n < 500; n++) block()
    state.work.fill(0)
    for (let n = 0; n < 50; n++) block()
    return { block, looked: lookedAt(state.work) / (50 * steps) }
  })
  const blocks = all.map(({ block }) => ({ step: block, steps: 1 }))
  const { ns, ratios } = inTurns(blocks, 101)
  const [chosen, groups, singles] = ns.map((each) => each / steps)
  return {
    groups: ratios[1]!,
    singles: ratios[2]!,
    chosenNs: chosen!,
    groupsNs: groups!,
    singlesNs: singles!,
    chosenLooked: all[0]!.looked,
    groupsLooked: all[1]!.looked,
    singlesLooked: all[2]!.looked
  }
}

function runOf(step: () => void): void {
  for (let n = 0; n < steps; n++) step()
}

/** Heads compared and single ones tested. */
const lookedAt = (work: Float64Array): number =>
  work[Work.LaneCompared]! + work[Work.CrewCompared]! + work[Work.ContactTested]! + work[Work.AgentTested]!

function as<A>(way: typeof limits, run: () => A): A {
  Object.assign(limits, way)
  try {
    return run()
  } finally {
    Object.assign(limits, ways.chosen)
  }
}

function figures(measured: Measured): Figure[] {
  return worlds
    .filter(({ name }) => measured.has(name))
    .map(({ name, what }): Figure => {
      const of = (number: string) => measured.median(name, number)
      const better = Math.min(of("groups"), of("singles"))
      const told = (way: string) => `${written(of(`${way}Ns`))} ns, ${written(of(`${way}Looked`))} looked at`
      return {
        name: `step / the better of both ways, ${what}`,
        value: 1 / Math.min(1, better),
        unit: "x",
        pass: { atMost: 1.3 },
        aim: { atMost: 1.1 },
        beside: `${told("chosen")}; by groups alone ${told("groups")}; by single ones alone ${told("singles")}`
      }
    })
}

export const choice: Section = {
  name: "choice",
  question: "Groups or single ones: does the router choose the way that costs less?",
  cases: worlds.map((world): Case => ({ name: world.name, repeats: 1, measure: () => measure(world) })),
  figures
}
