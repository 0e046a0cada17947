import type { Configuration, Router } from "@strowger/router"
import { createDay, type RunOptions } from "@strowger/router/simulate"
import { draws } from "./draws.ts"
import { type Policy, preferred, type Terms } from "./policies.ts"
import type { Trace, TraceCall } from "./Trace.ts"

/** How one call went, ours or the recorded one. Waits in milliseconds. */
export interface Fate {
  readonly id: string
  readonly type: string
  /** One of the bank's preferred customers; undefined = the log does not say, because the call did not wait. */
  readonly preferred: boolean | undefined
  readonly outcome: "served" | "abandoned" | "unfinished"
  readonly arrivesAtMs: number
  readonly waitMs: number
  readonly agent?: string
  readonly serviceMs: number
}
export const fateOf = (call: TraceCall, fate: Omit<Fate, "id" | "type" | "preferred" | "arrivesAtMs">): Fate => ({
  id: call.id,
  type: call.type,
  preferred: preferred(call),
  arrivesAtMs: call.arrivesAtMs,
  ...fate
})
export interface FreeResult {
  readonly fates: ReadonlyArray<Fate>
  /** Milliseconds each agent was signed in, and worked. */
  readonly agents: ReadonlyMap<string, { readonly presentMs: number; readonly busyMs: number; readonly calls: number }>
  /** Calls that nobody ever took, abandoned or finished: must be none. */
  readonly lost: number
  /** Times a contact was served while an older one of its class and of the same terms waited: must be none. */
  readonly overtaken: number
}
export interface FreeOptions {
  readonly seed: number
  /** Who goes first. Left out: first come, first served. */
  readonly policy?: Policy
  /** Work after each call that the log does not show. Default 0. */
  readonly wrapUpMs?: number
  readonly onProgress?: RunOptions["onProgress"]
}

export const freeConfiguration = (trace: Trace): Configuration => ({
  queues: Object.fromEntries([...new Set(trace.calls.map((call) => call.type))].map((type) => [type, { needs: type }]))
})

/**
 * Recorded arrivals, service times and patience; agents from the presence file, with the types they served that month as skills; the
 * engine chooses. Patience of a served call is known only to exceed its wait: the rest is drawn from the exponential law with the mean
 * of its type, total time in queue over abandonments.
 */
export const free = (router: Router, trace: Trace, options: FreeOptions): FreeResult => {
  const next = draws(options.seed)
  const patience = patienceOf(trace.calls)
  const byId = new Map(trace.calls.map((call) => [call.id, call]))
  const fates = new Map<string, Fate>()
  const present = new Map<string, { presentMs: number; busyMs: number; calls: number }>()
  const leaving = new Set<string>()
  const wrapUpMs = options.wrapUpMs ?? 0
  const waiting = new Map<string, Array<string>>()
  const giveUp = new Map<string, () => void>()
  let overtaken = 0
  const day = createDay(router)

  const termsOf = (call: TraceCall): Terms => options.policy?.terms(call) ?? {}
  /** Who may go before whom only by coming earlier: the same class on the same terms. */
  const lineOf = (call: TraceCall): Array<string> => {
    const { creditMs = 0, priority = 0 } = termsOf(call)
    const name = `${call.type}/${creditMs}/${priority}`
    const line = waiting.get(name) ?? []
    waiting.set(name, line)
    return line
  }
  const tally = (agent: string): { presentMs: number; busyMs: number; calls: number } => {
    const found = present.get(agent) ?? { presentMs: 0, busyMs: 0, calls: 0 }
    present.set(agent, found)
    return found
  }
  const signOut = (agent: string): void => {
    router.do({ type: "MakeNotReady", agent })
    const done = router.do({ type: "SignOut", agent })
    if (done.refusal === undefined) leaving.delete(agent)
  }
  const serve = (contact: string, agent: string, offer: string): void => {
    const call = byId.get(contact)
    if (call === undefined || router.do({ type: "Accept", contact, agent, offer }).refusal !== undefined) return
    giveUp.get(contact)?.()
    const sum = tally(agent)
    sum.busyMs += call.serviceMs + wrapUpMs
    sum.calls++
    const line = lineOf(call)
    const place = line.indexOf(contact)
    if (place !== 0) overtaken++
    line.splice(place, 1)
    const waitMs = day.nowMs - call.arrivesAtMs
    fates.set(contact, fateOf(call, { outcome: "served", waitMs, agent, serviceMs: call.serviceMs }))
    day.at(day.nowMs + call.serviceMs + wrapUpMs, () => {
      router.do({ type: "Complete", contact, agent })
      if (leaving.has(agent)) signOut(agent)
    })
  }
  // Offers are answered in the same instant: ring time is not in the log.
  router.subscribe((event) => {
    if (event.type === "OfferMade") day.at(event.atMs, () => serve(event.contact, event.agent, event.offer))
  })
  for (const session of trace.sessions) {
    day.at(session.fromMs, () => {
      leaving.delete(session.agent)
      const skills = Object.fromEntries((trace.skills.get(session.agent) ?? []).map((type) => [type, 1]))
      router.do({ type: "SignIn", agent: session.agent, skills })
      router.do({ type: "MakeReady", agent: session.agent })
    })
    day.at(session.toMs, () => {
      tally(session.agent).presentMs += session.toMs - session.fromMs
      leaving.add(session.agent)
      signOut(session.agent)
    })
  }
  for (const call of trace.calls) {
    const rest = -Math.log(1 - next()) * (patience.get(call.type) ?? 0)
    const recordedWaitMs = call.leavesQueueAtMs - call.arrivesAtMs
    const patienceMs = call.outcome === "abandoned" ? recordedWaitMs : recordedWaitMs + Math.round(rest)
    day.at(call.arrivesAtMs, () => {
      const line = lineOf(call)
      line.push(call.id)
      router.do({ type: "Enqueue", contact: call.id, queue: call.type, channel: "voice", ...termsOf(call) })
      const leave = (): void => {
        if (fates.has(call.id)) return
        router.do({ type: "Abandon", contact: call.id })
        line.splice(line.indexOf(call.id), 1)
        fates.set(call.id, fateOf(call, { outcome: "abandoned", waitMs: patienceMs, serviceMs: 0 }))
      }
      giveUp.set(call.id, day.at(call.arrivesAtMs + patienceMs, leave))
    })
  }
  day.run(Number.POSITIVE_INFINITY, options.onProgress === undefined ? {} : { onProgress: options.onProgress })
  return { fates: [...fates.values()], agents: present, lost: trace.calls.length - fates.size, overtaken }
}

/** Mean patience per type: total time in queue over abandonments (the exponential law's estimate, censoring included). */
const patienceOf = (calls: ReadonlyArray<TraceCall>): ReadonlyMap<string, number> => {
  const sums = new Map<string, { waitMs: number; abandoned: number }>()
  for (const call of calls) {
    const sum = sums.get(call.type) ?? { waitMs: 0, abandoned: 0 }
    sum.waitMs += call.leavesQueueAtMs - call.arrivesAtMs
    if (call.outcome === "abandoned") sum.abandoned++
    sums.set(call.type, sum)
  }
  return new Map([...sums].map(([type, sum]) => [type, sum.waitMs / Math.max(1, sum.abandoned)]))
}
