import { type Done, inTurn, meets, type World } from "./World.ts"

interface Waits {
  readonly contact: number
  readonly class: World["classes"][number]
  readonly atMs: number
}

/** What one writes without any of this: objects in a list, and a look at each of them (`naive/Naive.ts`, with a slope for each queue). */
export function scan(world: World): Done {
  const { contacts, classes, agents, profiles } = world
  const start = performance.now()
  const waiting: Waits[] = []
  for (const [contact, { class: of, atMs }] of contacts.entries()) waiting.push({ contact, class: classes[of]!, atMs })
  const taken = inTurn(world, (agent, nowMs) => {
    const own = profiles[agents[agent]!.profile]!
    let best = -1
    let bestScore = 0
    for (let at = 0; at < waiting.length; at++) {
      const { class: of, atMs } = waiting[at]!
      if (!meets(own, of.needs)) continue
      const score = of.priority * 60_000 + of.perMinute * (nowMs - atMs)
      // In order of arrival: of equal ones the first stays.
      if (best >= 0 && score <= bestScore) continue
      best = at
      bestScore = score
    }
    return best < 0 ? undefined : waiting.splice(best, 1)[0]!.contact
  })
  return { contacts: taken.length, ms: performance.now() - start, taken }
}
