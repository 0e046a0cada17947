import type { Configuration, Router, RouterEvent } from "@strowger/router"
import { createDay, type RunOptions } from "@strowger/router/simulate"
import type { Trace, TraceCall } from "./Trace.ts"

/** One recorded service start at which the engine could have chosen otherwise. */
export interface Choice {
  readonly atMs: number
  readonly type: string
  readonly recorded: string
  /** What the engine offered; undefined = nothing, which is wrong always. */
  readonly offered: string | undefined
  /** The same call, or one that arrived within the tolerance of it (the log's clocks differ by that much). */
  readonly agrees: boolean
  readonly exact: boolean
}
export interface ForcedResult {
  readonly starts: number
  /** Starts at which another contact of the type waited from `toleranceMs` before to `toleranceMs` after: only these can tell. */
  readonly compared: number
  readonly agreed: number
  readonly exact: number
  /** Offers left unanswered on purpose before a start; the contact must keep its place. */
  readonly unanswered: number
  readonly byType: ReadonlyMap<string, { readonly compared: number; readonly agreed: number }>
  readonly disagreements: ReadonlyArray<Choice>
}
export interface ForcedOptions {
  readonly untilMs: number
  readonly toleranceMs?: number
  /** Every nth start the first agent does not answer, so that a place lost after RONA shows. 0 = never. */
  readonly unansweredEvery?: number
  /** Head start of the bank's preferred customers (priority 2), milliseconds. Default 0: first come, first served. */
  readonly creditMs?: number
  /** Calls that arrived before this are left out. Default 0. */
  readonly fromMs?: number
  readonly onProgress?: RunOptions["onProgress"]
}

const offerMs = 1
/** The bank's preferred customers. */
const preferred = 2

/** The queues a log needs, one per type; an offer that is let expire does so at once. */
export const forcedConfiguration = (trace: Trace): Configuration => ({
  queues: Object.fromEntries(
    [...new Set(trace.calls.map((call) => call.type))].map((type) => [type, { needs: type, offerMs }])
  )
})

/**
 * Recorded arrivals and abandonments; at each recorded service start one agent, skilled for that type only, becomes ready, and the
 * contact the engine offers is compared with the one recorded. Then the recorded one is served, so that each start is a question of
 * its own and one mistake does not hide the next.
 */
export const forced = (router: Router, trace: Trace, options: ForcedOptions): ForcedResult => {
  const toleranceMs = options.toleranceMs ?? 3000
  const fromMs = options.fromMs ?? 0
  const calls = trace.calls.filter(
    (call) => call.queued && call.arrivesAtMs >= fromMs && call.arrivesAtMs < options.untilMs
  )
  const byId = new Map(calls.map((call) => [call.id, call]))
  const waiting = new Map<string, Set<TraceCall>>()
  const choices: Array<Choice> = []
  let starts = 0
  let unanswered = 0
  let agents = 0
  let offered: string | undefined
  let offer = ""
  router.subscribe((event: RouterEvent) => {
    if (event.type !== "OfferMade") return
    offered = event.contact
    offer = event.offer
  })
  const day = createDay(router)

  /** One more agent for `type` becomes ready; what is offered to them. */
  const ask = (type: string): string => {
    offered = undefined
    const agent = `agent-${++agents}`
    router.do({ type: "SignIn", agent, skills: { [type]: 1 } })
    router.do({ type: "MakeReady", agent })
    return agent
  }
  const arrive = (call: TraceCall): void => {
    const line = waiting.get(call.type) ?? new Set()
    waiting.set(call.type, line.add(call))
    const creditMs = call.priority === preferred ? (options.creditMs ?? 0) : 0
    router.do({ type: "Enqueue", contact: call.id, queue: call.type, channel: "voice", creditMs })
  }
  const leave = (call: TraceCall): void => {
    waiting.get(call.type)?.delete(call)
    router.do({ type: "Abandon", contact: call.id })
  }
  const start = (call: TraceCall, agent: string): void => {
    starts++
    const others = [...(waiting.get(call.type) ?? [])].filter(
      (other) =>
        other !== call &&
        other.arrivesAtMs < call.leavesQueueAtMs - toleranceMs &&
        other.leavesQueueAtMs > call.leavesQueueAtMs + toleranceMs
    )
    if (others.length > 0) {
      const chosen = offered === undefined ? undefined : byId.get(offered)
      const exact = offered === call.id
      choices.push({
        atMs: call.leavesQueueAtMs,
        type: call.type,
        recorded: call.id,
        offered,
        exact,
        agrees: exact || (chosen !== undefined && Math.abs(chosen.arrivesAtMs - call.arrivesAtMs) <= toleranceMs)
      })
    }
    if (offered === call.id) {
      router.do({ type: "Accept", contact: call.id, agent, offer })
      router.do({ type: "Complete", contact: call.id, agent })
      router.do({ type: "MakeNotReady", agent })
    } else {
      router.do({ type: "MakeNotReady", agent })
      router.do({ type: "Cancel", contact: call.id })
    }
    router.do({ type: "SignOut", agent })
    waiting.get(call.type)?.delete(call)
  }

  for (const call of calls) {
    day.at(call.arrivesAtMs, () => arrive(call))
    day.at(call.leavesQueueAtMs, () => {
      if (call.outcome === "abandoned") return leave(call)
      const every = options.unansweredEvery ?? 5
      if (every > 0 && starts % every === 0) {
        const silent = ask(call.type)
        unanswered++
        // The offer expires before the next agent is asked; RONA makes the silent agent not ready.
        day.at(day.nowMs + offerMs, () => {
          router.do({ type: "SignOut", agent: silent })
          start(call, ask(call.type))
        })
      } else start(call, ask(call.type))
    })
  }
  day.run(Number.POSITIVE_INFINITY, options.onProgress === undefined ? {} : { onProgress: options.onProgress })

  const byType = new Map<string, { compared: number; agreed: number }>()
  for (const choice of choices) {
    const sum = byType.get(choice.type) ?? { compared: 0, agreed: 0 }
    sum.compared++
    if (choice.agrees) sum.agreed++
    byType.set(choice.type, sum)
  }
  return {
    starts,
    compared: choices.length,
    agreed: choices.filter((choice) => choice.agrees).length,
    exact: choices.filter((choice) => choice.exact).length,
    unanswered,
    byType,
    disagreements: choices.filter((choice) => !choice.agrees)
  }
}
