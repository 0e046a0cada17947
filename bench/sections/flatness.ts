import { Backlog } from "../core/Backlog.ts"
import { Surplus } from "../core/Surplus.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { inTurns } from "../harness/timed.ts"
import { World } from "../world/World.ts"

/** As many groups throughout, and of contacts some of every class throughout: so many lanes are compared, however many wait. */
const groups = { skills: 50, skillSets: 100, classes: 250 }
const waits = [1_000, 10_000, 100_000, 1_000_000]
const staffs = [1_000, 10_000, 100_000]

/** All sizes in one process, in turns; each to the least. */
function flat(
  name: string,
  worlds: ReadonlyArray<{ step: () => void; compared: () => number }>,
  of: ReadonlyArray<number>
) {
  const { ns, ratios } = inTurns(
    worlds.map(({ step }) => ({ step, steps: 10_000 })),
    41
  )
  const found: Record<string, number> = {}
  for (const [at, size] of of.entries()) {
    found[`${name} ${size} ns`] = ns[at]!
    found[`${name} ${size} ratio`] = ratios[at]!
    found[`${name} ${size} compared`] = worlds[at]!.compared()
  }
  return found
}

function byWaiting(): Numbers {
  const worlds = waits.map((waiting) => {
    const backlog = new Backlog(new World({ ...groups, agents: 1_000, waiting }), "evenly")
    return { step: backlog.step, compared: () => backlog.lanesCompared }
  })
  return flat("waiting", worlds, waits)
}

function byAgents(): Numbers {
  const worlds = staffs.map((agents) => {
    const surplus = new Surplus(new World({ ...groups, agents, waiting: 1_000 }))
    // Everybody has been chosen once: who signed in before anybody was looked for leaves the shelves that nobody turned out to ask.
    for (let n = 0; n < agents * 4; n++) surplus.step()
    return { step: surplus.step, compared: () => surplus.crewsCompared }
  })
  return flat("agents", worlds, staffs)
}

const figure = (
  measured: Measured,
  name: string,
  of: ReadonlyArray<number>,
  what: string,
  pass: number,
  aim: number
) => {
  if (!measured.has(name)) return []
  const last = of.at(-1)!
  const said = of.map((size) => {
    const number = (part: string) => written(measured.median(name, `${name} ${size} ${part}`))
    return `${written(size)}: ${number("ns")} ns, ${number("compared")} ${what}`
  })
  return [
    {
      name: `step at ${written(last)} ${name} / at ${written(of[0]!)}`,
      value: measured.median(name, `${name} ${last} ratio`),
      unit: "x",
      pass: { atMost: pass },
      aim: { atMost: aim },
      spread: measured.spread(name, `${name} ${last} ratio`),
      beside: said.join("; ")
    } satisfies Figure
  ]
}

export const flatness: Section = {
  name: "flatness",
  question:
    "Does a decision cost the same, however many wait and however many agents there are, at equal lanes compared?",
  cases: [
    { name: "waiting", repeats: 3, measure: byWaiting },
    { name: "agents", repeats: 3, quick: true, measure: byAgents }
  ],
  figures: (measured) => [
    ...figure(measured, "waiting", waits, "lanes", 2.5, 2),
    ...figure(measured, "agents", staffs, "crews", 2, 1.3)
  ]
}
