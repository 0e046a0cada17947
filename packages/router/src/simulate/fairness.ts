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

/**
 * The most later ones that were offered before one had been offered or had left: from the last to the first, over a binary indexed tree
 * by turn, which are dense.
 */
function largestBypass(fates: ReadonlyArray<Fate>): number {
  const size = fates.reduce(
    (most, { turn }) => (turn === Number.POSITIVE_INFINITY ? most : Math.max(most, turn + 1)),
    0
  )
  const tree = new Int32Array(size + 1)
  let largest = 0
  for (let at = fates.length - 1; at >= 0; at--) {
    const fate = fates[at]!
    let before = 0
    for (let n = Math.min(fate.turn, size); n > 0; n -= n & -n) before += tree[n]!
    if (before > largest) largest = before
    if (isOffered(fate)) for (let n = fate.turn + 1; n <= size; n += n & -n) tree[n]!++
  }
  return largest
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
