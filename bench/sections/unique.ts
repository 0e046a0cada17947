import { Backlog } from "../core/Backlog.ts"
import { Work } from "../core/engine.ts"
import { Surplus } from "../core/Surplus.ts"
import type { Figure, Limit } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Case, Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { Heap } from "../heap/Heap.ts"
import { type Size, sizeNames, sizes } from "../world/sizes.ts"
import { media, World } from "../world/World.ts"

/** Steps to count over, and to warm up. */
const counted = 20_000

function backlogOf(size: Size): Numbers {
  const backlog = new Backlog(new World(size), "evenly")
  for (let n = 0; n < counted; n++) backlog.step()
  const { work } = backlog.state
  work.fill(0)
  for (let n = 0; n < counted; n++) backlog.step()
  const [sought, lanes, tested] = [work[Work.ContactSought]!, work[Work.LaneCompared]!, work[Work.ContactTested]!]
  return {
    compared: lanes / sought,
    tested: tested / sought,
    ...besideHeap(backlog.step, size.waiting),
    hitRate: backlog.hitRate
  }
}

/** Of those that could come so many stand ready. */
const kinds = 8_192

function surplusOf(size: Size): Numbers {
  const surplus = new Surplus(new World({ ...size, classes: Math.min(size.classes, kinds) }))
  for (let n = 0; n < counted; n++) surplus.step()
  const { work } = surplus.state
  work.fill(0)
  for (let n = 0; n < counted; n++) surplus.step()
  const [sought, crews, tested] = [work[Work.AgentSought]!, work[Work.CrewCompared]!, work[Work.AgentTested]!]
  return {
    compared: crews / sought,
    tested: tested / sought,
    ...besideHeap(surplus.step, size.agents),
    hitRate: surplus.hitRate
  }
}

function besideHeap(step: () => void, size: number) {
  const heap = new Heap(size, "random")
  const ways = [
    { step: heap.step, steps: 2_000 },
    { step, steps: 1_000 }
  ]
  const { ns, ratios } = inTurns(ways, 21)
  return { ratio: ratios[1]!, stepNs: ns[1]!, heapNs: ns[0]! }
}

/** No two agents of a medium can do the same, no two contacts ask for the same (but by chance). */
const allUnique = (size: Size): Size => ({
  ...size,
  skillSets: Math.ceil(size.agents / media.length),
  classes: size.waiting
})
const manyClasses: Size = { agents: 10_000, skills: 200, waiting: 100_000, skillSets: 400, classes: 100_000 }
const manyProfiles: Size = { agents: 10_000, skills: 200, waiting: 100_000, skillSets: 10_000, classes: 1_000 }

interface Adverse {
  readonly name: string
  readonly measure: () => Numbers
  readonly what: string
  readonly pass?: Limit
  readonly aim?: Limit
  readonly quick?: true
}
const adverse: ReadonlyArray<Adverse> = [
  ...sizeNames.flatMap((size): Adverse[] => {
    const world = allUnique(sizes[size])
    const quick = size === "s" || size === "m" ? { quick: true as const } : {}
    const [backlog, surplus] =
      size === "x"
        ? [
            { pass: { atMost: 150 }, aim: { atMost: 40 } },
            { pass: { atMost: 550 }, aim: { atMost: 60 } }
          ]
        : [{}, {}]
    return [
      {
        name: `backlog ${size}`,
        what: `all unique, backlog, ${size}`,
        measure: () => backlogOf(world),
        ...quick,
        ...backlog
      },
      {
        name: `surplus ${size}`,
        what: `all unique, surplus, ${size}`,
        measure: () => surplusOf(world),
        ...quick,
        ...surplus
      }
    ]
  }),
  { name: "many classes", what: "100,000 classes, 400 skill sets, backlog", measure: () => backlogOf(manyClasses) },
  { name: "many profiles", what: "1,000 classes, 10,000 skill sets, backlog", measure: () => backlogOf(manyProfiles) },
  {
    name: "many profiles idle",
    what: "1,000 classes, 10,000 skill sets, surplus",
    measure: () => surplusOf(manyProfiles)
  }
]

const figures = (measured: Measured): Figure[] =>
  adverse
    .filter(({ name }) => measured.has(name))
    .map(({ name, what, pass, aim }): Figure => {
      const of = (number: string) => measured.median(name, number)
      return {
        name: `candidates tested per decision, ${what}`,
        value: of("tested"),
        unit: "",
        baseline: "count",
        ...(pass === undefined ? {} : { pass }),
        ...(aim === undefined ? {} : { aim }),
        beside: `and ${written(of("compared"))} heads compared; ${written(of("stepNs"))} ns = ${written(of("ratio"))} x heap (${written(of("heapNs"))} ns); hit rate ${written(of("hitRate"))}`
      }
    })

export const unique: Section = {
  name: "unique",
  question: "What is left of it where nobody is like anybody else?",
  cases: adverse.map(({ name, measure, quick }): Case => ({ name, repeats: 1, measure, ...(quick ? { quick } : {}) })),
  figures
}
