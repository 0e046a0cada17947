import type { ContactClass } from "../DayPlan.ts"
import type { Setup } from "./Setup.ts"

/** What of the plan Erlang's formulas do not know. That the day changes and begins empty, they never know. */
export function unlikeErlang(
  { day, groups, plan }: Setup,
  able: ReadonlyMap<string, ReadonlyArray<number>>,
  islands: ReadonlyMap<number, ReadonlyArray<string>>
): string[] {
  const found = Object.entries(day.classes).flatMap(([name, asks]) => ofClass(name, asks, day.configuration))
  for (const [name, those] of able) {
    if (those.length === 0) found.push(`${name}: no group serves it at once`)
    if (those.length > 1)
      found.push(`${name}: served by ${those.map((g) => groups[g]).join(" and ")}: no formula covers that`)
  }
  for (const [g, classes] of islands) {
    if (classes.length > 1)
      found.push(`${groups[g]}: ${classes.join(" and ")} are taken as one class of their mean times`)
  }
  for (const [name, { answer }] of Object.entries(plan.groups)) {
    if (answer !== undefined && !(answer.kind === "constant" && answer.ms === 0))
      found.push(`${name}: takes time to answer`)
  }
  return found
}

function ofClass(name: string, asks: ContactClass, { queues, capacity }: Setup["day"]["configuration"]): string[] {
  const found: string[] = []
  const { handle, patience, contacts, channel, arrivals } = asks
  if (contacts !== undefined) found.push(`${name}: a recorded day`)
  if (arrivals !== undefined && "atMs" in arrivals) found.push(`${name}: comes at given times, not at random`)
  if (handle !== undefined && handle.kind !== "exponential")
    found.push(`${name}: handle times are ${handle.kind}, not exponential`)
  if (patience !== undefined && patience.kind !== "exponential" && patience.kind !== "never") {
    found.push(`${name}: patience is ${patience.kind}, not exponential`)
  }
  const queue = queues[asks.queue]
  if (queue?.wrapUp !== undefined || (queue?.wrapUpMs ?? 0) > 0) found.push(`${name}: has a wrap-up`)
  if ((capacity?.[channel] ?? 1) > 1) found.push(`${name}: an agent takes ${capacity?.[channel]} at once`)
  return found
}
