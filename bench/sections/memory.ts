import { createRouter, type Router } from "@strowger/router"
import { Numbers as ByNumbers } from "../cycle/Numbers.ts"
import { collectGarbage } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Section } from "../harness/Section.ts"
import { sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const waiting = 200_000
const agents = 50_000
/** Kept alive until it was weighed. */
let kept: unknown

/** Everything this process keeps, in bytes: objects, and the memory of typed columns. */
function weight(): number {
  // What a collection frees of typed columns is counted as freed by the next one.
  for (let n = 0; n < 4; n++) collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** What `fill` keeps, for each of `count`. */
function bytesEach(count: number, fill: () => Router): number {
  const before = weight()
  kept = fill()
  const after = weight()
  if (kept === undefined) throw new Error("nothing was kept")
  kept = undefined
  return (after - before) / count
}

function filled(world: World, contacts: number, byNumber: boolean): Router {
  const router = createRouter(world.configuration, { sizes: { contacts, agents: 64 } })
  const kinds = world.classes.map((_, n) => world.arrival(n, n))
  const numbers = kinds.map((like) => router.byNumber.kind(like))
  for (let n = 0; n < contacts; n++) {
    const at = world.draw(kinds.length)
    if (byNumber) router.byNumber.enqueue(numbers[at] as number)
    else router.step({ type: "Enqueue", contact: `c${n}`, ...kinds[at]! }, 0)
  }
  return router
}

function staffed(world: World): Router {
  const router = createRouter(world.configuration, { sizes: { contacts: 64, agents } })
  for (let n = 0; n < agents; n++) {
    router.step(world.signIn(n), 0)
    router.step({ type: "MakeReady", agent: `a${n}` }, 0)
  }
  return router
}

export const memory: Section = {
  name: "memory",
  question: "How much memory does a waiting contact take, and an agent?",
  cases: [
    {
      name: "m",
      repeats: 1,
      quick: true,
      flags: ["--expose-gc"],
      measure: () => {
        // Everything is compiled before anything is weighed.
        kept = new ByNumbers(new World(sizes.s))
        kept = undefined
        const world = new World({ ...sizes.m, agents })
        return {
          texts: bytesEach(waiting, () => filled(world, waiting, false)),
          numbers: bytesEach(waiting, () => filled(world, waiting, true)),
          agents: bytesEach(agents, () => staffed(world))
        }
      }
    }
  ],
  figures: (measured) =>
    measured.has("m")
      ? (["texts", "numbers", "agents"] as const).map((number): Figure => {
          const names = {
            texts: "memory per waiting contact, by text (its id is kept)",
            numbers: "memory per waiting contact, by number",
            agents: "memory per agent, ready"
          }
          return { name: names[number], value: measured.median("m", number), unit: "B", baseline: "count" }
        })
      : []
}
