import { amiss } from "../compile/amiss.ts"
import { nameOf, pathOf } from "../compile/checkWidening.ts"
import { missing } from "../compile/missing.ts"
import type { Need } from "../compile/Need.ts"
import { print } from "../compile/printNeed.ts"
import type { Person } from "./people.ts"
import { isUnreachable, levelFor, type Reach } from "./reach.ts"
import type { Warn } from "./Warn.ts"

/** Who could ever be offered a contact of the queue (SPEC CONF-5). `people`: the whole staff, where it is known. */
export function queueWarnings(reach: Reach, people: ReadonlyArray<Person> | undefined, warn: Warn): void {
  const { name, queue } = reach
  const path = `queues.${name}`
  if (isUnreachable(reach)) {
    const whole = reach.impossible.every((never, at) => never || reach.contactless[at])
    const why = whole
      ? impossible(reach)
      : `nobody of the staff could be offered a contact of it${nearest(reach, people)}`
    warn("QueueUnreachable", queue.needs === undefined ? path : `${path}.needs`, why)
    return
  }
  const { admits, stages } = reach
  if (admits === undefined) return
  const able = admits.flatMap((some, at) => (reach.contactless[at] ? [] : some))
  if (able.every((person) => levelFor(name, person) > 0))
    warn("ReserveOnly", `${path}.reserve`, `nobody but its reserve could take a contact: until it joins all wait`)
  for (const [at, { need, skipIf }] of stages.entries()) {
    const isLast = at === stages.length - 1
    if (admits[at]!.length > 0 || reach.contactless[at] || (skipIf !== undefined && !isLast)) continue
    const where = at === 0 ? `${path}${queue.needs === undefined ? "" : ".needs"}` : pathOf(path, queue, at)
    const until = isLast ? "" : `: a contact waits for ${nameOf(queue, at + 1)} in vain; ask for less, or write skipIf`
    warn("StepUnstaffed", where, `nobody of the staff could take one at ${nameOf(queue, at)}${asked(need)}${until}`)
  }
}

const asked = (need: Need): string => {
  const text = print(need)
  return text === "" ? "" : `, which asks for ${text}`
}

const impossible = ({ stages }: Reach): string =>
  `nobody can meet ${stages.map(({ need }) => `"${print(need)}"`).at(-1)}, whoever he is: ask for what somebody can be`

/** Who lacks least at the step that asks for least, and what. */
function nearest({ name, stages }: Reach, people: ReadonlyArray<Person> | undefined): string {
  const { need } = stages.at(-1)!
  let best: { readonly person: Person; readonly lacks: number } | undefined
  for (const person of people ?? []) {
    if (person.takes === 0) continue
    const lacks = amiss(need, person.skills, person.attributes)
    if (best === undefined || lacks < best.lacks) best = { person, lacks }
  }
  if (best === undefined) return ": nobody of them takes any channel"
  const { person, lacks } = best
  if (lacks > 0) return `: nearest is ${person.agent}, whose ${missing(need, person.skills, person.attributes)}`
  return `: ${person.agent} meets what it asks for, as its reserve of level ${levelFor(name, person)}, which never joins`
}
