import { createRouter } from "@strowger/router"
import { createEstimates, type Estimates, type EstimatesOptions } from "@strowger/router/estimates"
import { type DayPlan, simulate } from "@strowger/router/simulate"
import { asteriskHold, asteriskMinutes, rocketChatSeconds } from "./peerFormulas.ts"

/** What was told to one who came and waited, by whom, and what he then waited. Milliseconds. */
export interface Held {
  readonly contact: string
  waitMs: number
  answered: boolean
  readonly ours: { readonly meanMs: number; readonly p80Ms: number }
  readonly others: Readonly<Record<Other, number>>
}
export const others = ["first in line", "last answered", "Asterisk", "Rocket.Chat"] as const
export type Other = (typeof others)[number]

/** Lives the day; whoever comes and waits is told by everybody at the same instant. `of`: only contacts of these classes. */
export function hold(
  plan: DayPlan,
  {
    seed = 1,
    options = {},
    of = () => true
  }: { seed?: number; options?: EstimatesOptions; of?: (contact: string) => boolean } = {}
): { readonly held: ReadonlyArray<Held>; readonly estimates: Estimates } {
  const held: Held[] = []
  let estimates: Estimates | undefined
  simulate(plan, {
    seed,
    router: (configuration) => {
      const router = createRouter(configuration)
      const made = createEstimates(router, options)
      estimates = made
      const seen = new Told()
      const open = new Map<string, { readonly at: number; readonly atMs: number }>()
      router.subscribe((event) => {
        switch (event.type) {
          case "ContactQueued": {
            const { contact, queue, atMs } = event
            seen.comes(contact, queue, atMs)
            if (router.view.contact(contact)?.state !== "waiting" || !of(contact)) return
            const told = made.of(contact)
            if (!told.known) return
            open.set(contact, { at: held.length, atMs })
            held.push({ contact, waitMs: -1, answered: false, ours: told, others: seen.tell(queue, atMs) })
            return
          }
          case "ContactCompleted":
            seen.completed(event.contact, event.atMs)
            return
          case "OfferAccepted":
          case "ContactAbandoned": {
            const answered = event.type === "OfferAccepted"
            seen.leaves(event.contact, event.atMs, answered)
            const one = open.get(event.contact)
            if (one === undefined) return
            open.delete(event.contact)
            Object.assign(held[one.at]!, { waitMs: event.atMs - one.atMs, answered })
          }
        }
      })
      return router
    }
  })
  return { held: held.filter(({ waitMs }) => waitMs >= 0), estimates: estimates! }
}

interface Line {
  readonly waiting: Map<string, number>
  holdS: number
  lastMs: number
  meanChatS: number
  chats: number
}

/** What each of the others keeps of a queue to tell the next one. */
class Told {
  private readonly lines = new Map<string, Line>()
  private readonly queueOf = new Map<string, string>()
  private readonly startedAtMs = new Map<string, number>()

  comes(contact: string, queue: string, atMs: number): void {
    this.queueOf.set(contact, queue)
    this.line(queue).waiting.set(contact, atMs)
  }

  tell(queue: string, atMs: number): Record<Other, number> {
    const { waiting, holdS, lastMs, meanChatS } = this.line(queue)
    const [firstAtMs = atMs] = waiting.values()
    return {
      "first in line": atMs - firstAtMs,
      "last answered": lastMs,
      Asterisk: asteriskMinutes(holdS, 0) * 60_000,
      "Rocket.Chat": rocketChatSeconds(waiting.size, meanChatS) * 1000
    }
  }

  leaves(contact: string, atMs: number, answered: boolean): void {
    const line = this.line(this.queueOf.get(contact)!)
    const waitedMs = atMs - line.waiting.get(contact)!
    line.waiting.delete(contact)
    if (!answered) return
    line.lastMs = waitedMs
    line.holdS = asteriskHold(line.holdS, waitedMs / 1000)
    this.startedAtMs.set(contact, atMs)
  }

  completed(contact: string, atMs: number): void {
    const line = this.line(this.queueOf.get(contact)!)
    line.chats++
    line.meanChatS += ((atMs - this.startedAtMs.get(contact)!) / 1000 - line.meanChatS) / line.chats
  }

  private line(queue: string): Line {
    let line = this.lines.get(queue)
    if (line === undefined) {
      line = { waiting: new Map(), holdS: 0, lastMs: 0, meanChatS: 0, chats: 0 }
      this.lines.set(queue, line)
    }
    return line
  }
}

export const mean = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0) / values.length

/** Mean error and its standard error, from 25 batches. */
export function bias(
  held: ReadonlyArray<Held>,
  told: (one: Held) => number
): { readonly mean: number; readonly error: number } {
  const errors = held.map((one) => one.waitMs - told(one))
  const size = Math.floor(errors.length / 25)
  const means = Array.from({ length: 25 }, (_, n) => mean(errors.slice(n * size, (n + 1) * size)))
  const all = mean(means)
  return { mean: all, error: Math.sqrt(means.reduce((sum, each) => sum + (each - all) * (each - all), 0) / 24 / 25) }
}

/** Root of the mean squared error. */
export const spread = (held: ReadonlyArray<Held>, told: (one: Held) => number): number =>
  Math.sqrt(mean(held.map((one) => (one.waitMs - told(one)) * (one.waitMs - told(one)))))

/** Share who waited no longer than they were told. */
export const within = (held: ReadonlyArray<Held>, told: (one: Held) => number): number =>
  mean(held.map((one) => (one.waitMs <= told(one) ? 1 : 0)))
