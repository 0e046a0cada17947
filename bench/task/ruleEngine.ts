import { Engine } from "json-rules-engine"
import { type Done, Turns, type World } from "./World.ts"

/**
 * One rule per class says who may take it, the engine is run for every agent who becomes free, as its manual shows it; the first of each
 * class that it names is scored here. So the engine does the matching, and nothing else.
 */
export async function ruleEngine(world: World, most: number): Promise<Done> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const [n, { needs }] of world.classes.entries()) {
    engine.addRule({
      conditions: {
        all: needs.map(([fact, value]) => ({ fact, operator: "greaterThanInclusive", value }))
      },
      event: { type: "mayTake", params: { class: n } }
    })
  }
  const start = performance.now()
  const lines = world.classes.map((): number[] => [])
  for (const [n, { class: of }] of world.contacts.entries()) lines[of]!.push(n)
  const heads = world.classes.map(() => 0)
  const turns = new Turns(world)
  for (let left = most; left > 0; left--) {
    const [one] = turns.next(1)
    if (one === undefined) break
    const { events } = await engine.run({ ...world.profiles[world.agents[one.agent]!.profile]! })
    let best: { readonly score: number; readonly contact: number; readonly class: number } | undefined
    for (const { params } of events) {
      const of = (params as { readonly class: number }).class
      const contact = lines[of]![heads[of]!]
      if (contact === undefined) continue
      const { priority, perMinute } = world.classes[of]!
      const score = priority * 60_000 + perMinute * (one.nowMs - world.contacts[contact]!.atMs)
      if (best === undefined || score > best.score || (score === best.score && contact < best.contact))
        best = { score, contact, class: of }
    }
    if (best !== undefined) heads[best.class]!++
    turns.told(one.agent, best?.contact)
  }
  return { contacts: turns.taken.length, ms: performance.now() - start, taken: turns.taken }
}
