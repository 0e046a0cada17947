import type { AgentPlan, DayPlan } from "./DayPlan.ts"
import type { AgentFigures, EqualAgents, Fairness } from "./DayResult.ts"
import type { Fate } from "./Fate.ts"
import { groupBy } from "./groupBy.ts"
import { jain } from "./jain.ts"

/** How evenly waits and work were shared; `fates` in order of arrival. */
export function fairness(
  plan: DayPlan,
  fates: ReadonlyArray<Fate>,
  agents: Readonly<Record<string, AgentFigures>>
): Fairness {
  const came = fates.filter(({ outcome }) => outcome !== "refused")
  const classes = [...groupBy(came, (fate) => fate.class).values()]
  const equals = equalAgents(plan.agents, agents)
  const leastJain = equals.reduce((least, { jainOfBusy = least }) => Math.min(least, jainOfBusy), 2)
  return {
    overtakes: classes.reduce((sum, ofClass) => sum + overtakes(ofClass), 0),
    largestBypass: classes.reduce((largest, ofClass) => Math.max(largest, largestBypass(ofClass)), 0),
    largestBypassOfAll: largestBypass(came),
    equals,
    ...(leastJain > 1 ? {} : { leastJain })
  }
}

const isOffered = ({ offers }: Fate) => offers > 0

/** How many were offered while an earlier one had been neither offered nor had left. */
function overtakes(fates: ReadonlyArray<Fate>): number {
  let count = 0
  let latest = -1
  for (const fate of fates) {
    if (isOffered(fate) && fate.turn < latest) count++
    latest = Math.max(latest, fate.turn)
  }
  return count
}

/** The most later ones that were offered before one had been offered or had left: counted from the last to the first in a binary indexed tree. */
function largestBypass(fates: ReadonlyArray<Fate>): number {
  const inTurn = fates.filter(isOffered).sort((one, other) => one.turn - other.turn)
  const places = new Map(inTurn.map((fate, at) => [fate, at + 1]))
  const tree = new Int32Array(inTurn.length + 1)
  let largest = 0
  for (let at = fates.length - 1; at >= 0; at--) {
    const fate = fates[at]!
    let before = 0
    for (let n = (places.get(fate) ?? firstAfter(inTurn, fate.turn) + 1) - 1; n > 0; n -= n & -n) before += tree[n]!
    largest = Math.max(largest, before)
    for (let n = places.get(fate) ?? tree.length; n < tree.length; n += n & -n) tree[n]!++
  }
  return largest
}

/** Index of the first whose turn is later; by halving. */
function firstAfter(inTurn: ReadonlyArray<Fate>, turn: number): number {
  let low = 0
  let high = inTurn.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (inTurn[middle]!.turn > turn) high = middle
    else low = middle + 1
  }
  return low
}

function equalAgents(plans: ReadonlyArray<AgentPlan>, figures: Readonly<Record<string, AgentFigures>>): EqualAgents[] {
  const groups = groupBy(plans, (plan) => JSON.stringify({ ...plan, agent: "" }))
  return [...groups.values()].flatMap((group) => {
    if (group.length < 2) return []
    const agents = group.map(({ agent }) => agent)
    const jainOfServed = jain(agents.map((agent) => figures[agent]!.served))
    const jainOfBusy = jain(agents.map((agent) => figures[agent]!.busyMs))
    return {
      agents,
      ...(jainOfServed === undefined ? {} : { jainOfServed }),
      ...(jainOfBusy === undefined ? {} : { jainOfBusy })
    }
  })
}
