import { createEstimates, type Estimate, type Estimates, type EstimatesOptions } from "../src/estimates/index.ts"
import { createRouter } from "../src/index.ts"
import { type DayPlan, simulate } from "../src/simulate/index.ts"

/** One who came, waited and was told something, and what came of it. */
export interface Asked {
  readonly contact: string
  readonly queue: string
  readonly told: Estimate
  /** How long the one has waited by then who is first in line, and how long the one had who was answered last. */
  readonly headMs: number
  readonly lastMs: number
  waitMs: number
  answered: boolean
}

/** Simulates a day; whoever comes and waits is asked about at once, of the queues named, or of all. */
export function estimatedDay(
  plan: DayPlan,
  {
    seed = 1,
    options = {},
    queues
  }: { readonly seed?: number; readonly options?: EstimatesOptions; readonly queues?: ReadonlyArray<string> } = {}
): { readonly asked: ReadonlyArray<Asked>; readonly estimates: Estimates } {
  const asked: Asked[] = []
  let estimates: Estimates | undefined
  simulate(plan, {
    seed,
    router: (configuration) => {
      const router = createRouter(configuration)
      const made = createEstimates(router, options)
      estimates = made
      const open = new Map<string, { readonly at: number; readonly atMs: number }>()
      const cameAtMs = new Map<string, number>()
      let lastMs = 0
      router.subscribe((event) => {
        if (event.type === "ContactQueued") {
          const { contact, queue, atMs } = event
          cameAtMs.set(contact, atMs)
          if (router.view.contact(contact)?.state !== "waiting" || (queues !== undefined && !queues.includes(queue)))
            return
          const told = made.of(contact)
          if (!told.known) return
          const [head] = cameAtMs.values()
          open.set(contact, { at: asked.length, atMs })
          asked.push({ contact, queue, told, headMs: atMs - head!, lastMs, waitMs: -1, answered: false })
        } else if (event.type === "OfferAccepted" || event.type === "ContactAbandoned") {
          const answered = event.type === "OfferAccepted"
          if (answered) lastMs = event.atMs - cameAtMs.get(event.contact)!
          cameAtMs.delete(event.contact)
          const one = open.get(event.contact)
          if (one === undefined) return
          open.delete(event.contact)
          Object.assign(asked[one.at]!, { waitMs: event.atMs - one.atMs, answered })
        }
      })
      return router
    }
  })
  return { asked: asked.filter(({ waitMs }) => waitMs >= 0), estimates: estimates! }
}
