import type { Command } from "../Command.ts"
import type { RouterEvent } from "../Event.ts"
import type { Refusal } from "../Refusal.ts"
import type { Router } from "../Router.ts"
import { Agenda } from "./Agenda.ts"
import { type Act, type Branch, carry } from "./Branch.ts"
import type { DayPlan, Shift } from "./DayPlan.ts"
import type { RouterWork } from "./DayResult.ts"
import { purposes } from "./draw/Draws.ts"
import { duration } from "./draw/duration.ts"
import { type Fate, idOf } from "./Fate.ts"
import { PlanError } from "./PlanError.ts"
import { type Worker, worker } from "./Worker.ts"

/** What happens first of what is planned for one instant; what is due in the router comes before all of it. */
export const ranks = { end: 0, leave: 1, command: 2, shift: 3, answer: 4, patience: 5, arrival: 6 } as const

const defaultBackMs = 30_000

/** Who watches a day. */
export interface Watch {
  readonly see: (event: RouterEvent) => void
  /** Wall milliseconds. */
  readonly clock?: (() => number) | undefined
  /** Before each arrival; `arrived` contacts have come so far. */
  readonly onArrival?: ((nowMs: number, arrived: number) => void) | undefined
}

/** The course of one day: customers and agents do what the plan says, the router decides. */
export class Course {
  readonly workers: ReadonlyMap<string, Worker>
  readonly work: { -readonly [Name in keyof RouterWork]: number } = { commands: 0, events: 0, refusals: 0 }
  routerMs = 0
  nowMs = 0
  private readonly router: Router
  private readonly plan: DayPlan
  /** In order of arrival. Who has not come yet is as drawn, and may stand in other courses too. */
  readonly fates: Fate[]
  /** Places of those who have come and whose contact is not over, by the id they have in the router. */
  private readonly live = new Map<string, number>()
  private readonly watch: Watch
  private readonly agenda: Agenda<Act>
  private turns = 0

  constructor(router: Router, plan: DayPlan, fates: ReadonlyArray<Fate>, watch: Watch, from?: Branch) {
    this.router = router
    this.plan = plan
    this.fates = from === undefined ? fates.slice() : from.fates.slice()
    this.watch = watch
    this.workers = new Map(plan.agents.map((agent, at) => [agent.agent, worker(agent, at)]))
    this.agenda = new Agenda()
    if (from === undefined) this.planAll()
    else this.goOn(from)
  }

  run(): void {
    this.runTo(Number.POSITIVE_INFINITY)
    for (const fate of this.fates) if (fate.outcome === "unserved") fate.endedAtMs = this.nowMs
  }

  /** Lives until what is next comes at `untilMs` or later, and of what is planned for that instant has `rank` or a higher one. */
  runTo(untilMs: number, rank = 0): void {
    const { agenda, router } = this
    for (;;) {
      const dueAtMs = router.nextDeadlineMs ?? Number.POSITIVE_INFINITY
      const plannedAtMs = agenda.nextMs
      const nextMs = Math.min(dueAtMs, plannedAtMs)
      const isIn = nextMs < untilMs || (plannedAtMs === untilMs && agenda.nextRank < rank)
      if (!isIn) break
      this.nowMs = Math.max(this.nowMs, nextMs)
      if (dueAtMs < plannedAtMs) this.give({ type: "Tick" })
      else agenda.take()?.(this)
    }
  }

  /** The day as it is now, to go on from in as many courses as one likes. */
  branch(): Branch {
    const { nowMs, turns } = this
    const agenda = new Agenda<Act>()
    const planned = agenda.adopt(this.agenda)
    const fates = this.fates.slice()
    for (const at of this.live.values()) fates[at] = carry(fates[at]!, planned)
    const workers = Array.from(this.workers.values(), (each) => ({ ...each }))
    return { snapshot: this.router.snapshot(), nowMs, turns, agenda, fates, live: [...this.live], workers }
  }

  private goOn({ nowMs, turns, agenda, live, workers }: Branch): void {
    const planned = this.agenda.adopt(agenda)
    this.nowMs = nowMs
    this.turns = turns
    for (const [contact, at] of live) {
      this.live.set(contact, at)
      this.fates[at] = carry(this.fates[at]!, planned)
    }
    for (const each of workers) Object.assign(this.workers.get(each.plan.agent)!, each)
  }

  private planAll(): void {
    const { agenda, plan } = this
    for (const [queue, open] of Object.entries(plan.open ?? {})) {
      this.insist({ type: "ScheduleQueue", queue, open }, `open.${queue}`)
    }
    for (const [at, { atMs, command }] of (plan.commands ?? []).entries()) {
      agenda.add(atMs, (course) => course.insist(command, `commands[${at}]`), ranks.command)
    }
    for (const each of this.workers.values()) for (const shift of each.plan.shifts) this.planShift(each, shift)
    this.planArrival(0)
  }

  private planShift(each: Worker, { fromMs, untilMs, breaks = [] }: Shift): void {
    const { agent } = each.plan
    const at = (atMs: number, act: Act) => this.agenda.add(atMs, act, ranks.shift)
    at(fromMs, (course) => course.beginShift(agent))
    for (const pause of breaks) {
      at(pause.fromMs, (course) => {
        course.workers.get(agent)!.isOn = false
        course.give({ type: "MakeNotReady", agent, reason: "break" })
      })
      at(pause.untilMs, (course) => {
        course.workers.get(agent)!.isOn = true
        course.give({ type: "MakeReady", agent })
      })
    }
    at(untilMs, (course) => course.endShift(agent))
  }

  /** He signs in, if he has not stayed on, and is ready. */
  beginShift(agent: string): void {
    const each = this.workers.get(agent)!
    each.isLeaving = false
    each.isOn = true
    const auto = each.answersAtOnce ? { autoAccept: true as const } : {}
    this.insist({ type: "SignIn", agent, ...auto, ...each.plan.signIn }, `agents[${each.at}].signIn`)
    this.give({ type: "MakeReady", agent })
  }

  /** He takes nothing new, and leaves when what he has in hand is over. */
  endShift(agent: string): void {
    const each = this.workers.get(agent)!
    each.isOn = false
    each.isLeaving = true
    this.give({ type: "MakeNotReady", agent, reason: "shift is over" })
    this.leave(each)
  }

  private leave(each: Worker): void {
    if (!each.isLeaving) return
    if (this.give({ type: "SignOut", agent: each.plan.agent }) === undefined) each.isLeaving = false
  }

  private planArrival(at: number): void {
    const fate = this.fates[at]
    if (fate === undefined) return
    this.agenda.add(
      fate.arrivedAtMs,
      (course) => {
        course.watch.onArrival?.(course.nowMs, at)
        course.planArrival(at + 1)
        course.arrive(at)
      },
      ranks.arrival
    )
  }

  private arrive(at: number): void {
    const fate = { ...this.fates[at]! }
    const { asks } = fate
    const contact = idOf(fate)
    this.fates[at] = fate
    this.live.set(contact, at)
    const { queue, channel, needs, priority, creditMs, attributes } = asks
    const refusal = this.give({
      type: "Enqueue",
      contact,
      queue,
      channel,
      ...(needs === undefined ? {} : { needs }),
      ...(priority === undefined ? {} : { priority }),
      ...(creditMs === undefined ? {} : { creditMs }),
      ...(attributes === undefined ? {} : { attributes })
    })
    if (refusal !== undefined) {
      if (refusal.reason !== "QueueFull") this.fail(`classes.${fate.class}`, refusal)
      this.end(fate, "refused")
    } else if (fate.outcome === "unserved" && fate.patienceMs !== Number.POSITIVE_INFINITY) {
      const leave: Act = (course) => course.give({ type: "Abandon", contact })
      fate.leaves = this.agenda.add(fate.arrivedAtMs + fate.patienceMs, leave, ranks.patience)
    }
  }

  /** What is told to the course from outside next, is told at this time: after `runTo` it. */
  passTo(atMs: number): void {
    this.nowMs = atMs
  }

  private find(contact: string): Fate | undefined {
    const at = this.live.get(contact)
    return at === undefined ? undefined : this.fates[at]
  }

  /** A command that the plan promises to be good. */
  private insist(command: Command, path: string): void {
    const refusal = this.give(command)
    if (refusal !== undefined) this.fail(path, refusal)
  }

  private fail(path: string, { reason, text }: Refusal): never {
    throw new PlanError([{ path, text: `the router refuses it (${reason}): ${text}` }])
  }

  private give(command: Command): Refusal | undefined {
    const { clock, see } = this.watch
    this.work.commands++
    const startedAtMs = clock?.() ?? 0
    const { events, refusal } = this.router.step(command, this.nowMs)
    if (clock !== undefined) this.routerMs += clock() - startedAtMs
    this.work.events += events.length
    if (refusal !== undefined) this.work.refusals++
    for (const event of events) {
      see(event)
      this.follow(event)
    }
    return refusal
  }

  /** What customers and agents do about what happened: planned, never done within. */
  private follow(event: RouterEvent): void {
    switch (event.type) {
      case "OfferMade":
        return this.ring(event)
      case "OfferAccepted":
        return this.begin(event)
      case "OfferDeclined":
        this.workers.get(event.agent)!.declined++
        return
      case "OfferExpired":
        this.workers.get(event.agent)!.missed++
        return
      case "AgentNotReady":
        return this.comeBack(event)
      case "ContactCompleted":
        return this.wrapUp(event)
      case "WrapUpEnded":
        return this.free(this.find(event.contact), event.agent)
      case "ContactOverflowed": {
        const fate = this.find(event.contact)
        if (fate !== undefined) fate.queue = event.to
        return
      }
      case "CallbackRequested":
        return callOff(this.find(event.contact)?.leaves)
      case "ContactAbandoned":
        return this.end(this.find(event.contact), "abandoned")
      case "ContactDeflected":
      case "ContactCancelled":
        return this.end(this.find(event.contact), "deflected")
    }
  }

  private ring({ contact, agent, offer }: Of<"OfferMade">): void {
    const fate = this.find(contact)
    const each = this.workers.get(agent)
    if (fate === undefined || each === undefined) return
    if (fate.turn === Number.POSITIVE_INFINITY) fate.turn = this.turns++
    const attempt = fate.offers++
    if (each.answersAtOnce) return
    const { answer = { kind: "constant", ms: 0 }, declines = 0, misses = 0 } = each.plan
    const { draws, ordinal } = fate
    const habit = misses + declines > 0 ? draws.uniform(ordinal, purposes.habit, attempt) : 1
    if (habit < misses) return
    const type = habit < misses + declines ? ("Decline" as const) : ("Accept" as const)
    const ringMs = duration(answer, draws, ordinal, purposes.answer, attempt)
    if (ringMs === Number.POSITIVE_INFINITY) return
    const act: Act = (course) => course.give({ type, contact, agent, offer })
    fate.answer = this.agenda.add(this.nowMs + ringMs, act, ranks.answer)
  }

  private begin({ contact, agent, atMs }: Of<"OfferAccepted">): void {
    const fate = this.find(contact)
    const each = this.workers.get(agent)
    if (fate === undefined || each === undefined) return
    callOff(fate.leaves)
    callOff(fate.answer)
    if (fate.outcome === "unserved") {
      fate.outcome = "served"
      fate.endedAtMs = atMs
      fate.agent = agent
      each.served++
    }
    this.agenda.add(atMs + fate.handleMs, (course) => course.give({ type: "Complete", contact, agent }), ranks.end)
  }

  private wrapUp({ contact, agent, wrapUpOpen, wrapUpEndsAtMs }: Of<"ContactCompleted">): void {
    const fate = this.find(contact)
    if (fate === undefined || (wrapUpOpen === undefined && wrapUpEndsAtMs === undefined)) return this.free(fate, agent)
    const { wrapUp: law = wrapUpOpen ? ({ kind: "constant", ms: 0 } as const) : undefined } = fate.asks
    if (law === undefined) return
    const endsAtMs = this.nowMs + duration(law, fate.draws, fate.ordinal, purposes.wrapUp)
    if (wrapUpEndsAtMs !== undefined && endsAtMs >= wrapUpEndsAtMs) return
    this.agenda.add(endsAtMs, (course) => course.give({ type: "EndWrapUp", contact, agent }), ranks.end)
  }

  /** The agent's part in the contact is over. */
  private free(fate: Fate | undefined, agent: string): void {
    if (fate?.agent === agent) {
      fate.spentMs = this.nowMs - fate.endedAtMs
      this.live.delete(idOf(fate))
    }
    const each = this.workers.get(agent)
    if (each?.isLeaving) this.agenda.add(this.nowMs, (course) => course.leave(course.workers.get(agent)!), ranks.leave)
  }

  private comeBack({ agent, reason }: Of<"AgentNotReady">): void {
    const each = this.workers.get(agent)
    if (each === undefined || reason !== "no answer") return
    const back: Act = (course) => {
      if (course.workers.get(agent)!.isOn) course.give({ type: "MakeReady", agent })
    }
    this.agenda.add(this.nowMs + (each.plan.backMs ?? defaultBackMs), back, ranks.shift)
  }

  /** Nobody served it, and nobody will. */
  private end(fate: Fate | undefined, outcome: Fate["outcome"]): void {
    if (fate === undefined || fate.outcome !== "unserved") return
    callOff(fate.leaves)
    fate.outcome = outcome
    fate.endedAtMs = this.nowMs
    this.live.delete(idOf(fate))
    if (fate.turn === Number.POSITIVE_INFINITY) fate.turn = this.turns++
  }
}

type Of<Type extends RouterEvent["type"]> = Extract<RouterEvent, { readonly type: Type }>

const callOff = (planned: { what: unknown } | undefined) => {
  if (planned !== undefined) planned.what = undefined
}
