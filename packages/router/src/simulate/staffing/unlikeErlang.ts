import type { ContactClass } from "../DayPlan.ts"
import type { Setup } from "./Setup.ts"

/** What of the plan Erlang's formulas do not know, and of whom. That the day changes and begins empty, they never know. */
export function unlikeErlang(
  { day, groups, plan }: Setup,
  able: ReadonlyMap<string, ReadonlyArray<number>>,
  islands: ReadonlyMap<number, ReadonlyArray<string>>
): string[] {
  const found = new Map<string, string[]>()
  const note = (name: string, reason: string) => {
    const names = found.get(reason)
    if (names === undefined) found.set(reason, [name])
    else names.push(name)
  }
  for (const [name, asks] of Object.entries(day.classes)) {
    for (const reason of ofClass(asks, day.configuration)) note(name, reason)
  }
  for (const [name, those] of able) {
    if (those.length === 0) note(name, "no group serves it at once")
    if (those.length > 1) note(name, `served by ${those.map((g) => groups[g]).join(" and ")}: no formula covers that`)
  }
  for (const [g, classes] of islands) {
    if (classes.length > 1) note(groups[g]!, `${classes.join(" and ")} are taken as one class of their mean times`)
  }
  for (const [name, { answer }] of Object.entries(plan.groups)) {
    if (answer !== undefined && !(answer.kind === "constant" && answer.ms === 0)) note(name, "takes time to answer")
  }
  return Array.from(found, ([reason, names]) => `${names.join(", ")}: ${reason}`)
}

function ofClass(asks: ContactClass, { queues, capacity }: Setup["day"]["configuration"]): string[] {
  const found: string[] = []
  const { handle, patience, contacts, channel, arrivals } = asks
  if (contacts !== undefined) found.push("a recorded day")
  if (arrivals !== undefined && "atMs" in arrivals) found.push("comes at given times, not at random")
  if (handle !== undefined && handle.kind !== "exponential") {
    found.push(`handle times are ${handle.kind}, not exponential`)
  }
  if (patience !== undefined && patience.kind !== "exponential" && patience.kind !== "never") {
    found.push(`patience is ${patience.kind}, not exponential`)
  }
  const queue = queues[asks.queue]
  if (queue?.wrapUp !== undefined || (queue?.wrapUpMs ?? 0) > 0) found.push("has a wrap-up")
  if ((capacity?.[channel] ?? 1) > 1) found.push(`an agent takes ${capacity?.[channel]} at once`)
  return found
}
