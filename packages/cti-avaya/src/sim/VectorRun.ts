import type { Book } from "./Book.ts"
import type { Call } from "./Call.ts"
import type { Clock } from "./Clock.ts"
import { type Fault, operation, state } from "./Fault.ts"
import type { Adjunct, Outcome, Question, WhyWithdrawn } from "./Question.ts"
import type { Step, Vector } from "./Vector.ts"

export interface VdnSetup {
  readonly extension: string
  readonly name?: string
  readonly vector: Vector
  /** How often a call may ask before `afterLoops`. */
  readonly maxLoops?: number
  readonly afterLoops?: "disconnect" | { readonly skill: string }
}

/** What a vector can have done to its call. */
export interface Switching {
  readonly clock: Clock
  readonly book: Book
  readonly adjunct: Adjunct
  readonly nextQuestionId: () => string
  /** Undefined when `to` can have the call now. */
  readonly objection: (call: Call, to: string) => Fault | undefined
  /** The vector has let go: the call rings, queues or enters elsewhere. */
  readonly sendTo: (call: Call, to: string) => void
  readonly queue: (call: Call, skill: string) => void
  readonly drop: (call: Call) => void
}

export type WhyStopped = Exclude<WhyWithdrawn, "step over">

/** A vector without a wait would spin: Communication Manager ends one after so many steps too. */
const maxStepsAtOnce = 1000

/** One call's way through the vector of one VDN. */
export class VectorRun {
  #at = 1
  #asked = 0
  #cancelWait: (() => void) | undefined
  #over = false
  readonly #questions = new Set<Question>()
  readonly call: Call
  readonly vdn: VdnSetup
  readonly #switching: Switching

  constructor(call: Call, vdn: VdnSetup, switching: Switching) {
    this.call = call
    this.vdn = vdn
    this.#switching = switching
  }

  /** Runs until a wait, or until the call has left. */
  run(): void {
    for (let steps = 0; !this.#over; steps++) {
      const step = this.vdn.vector[this.#at - 1]
      if (step === undefined || step.step === "stop") return this.#endAgedQuestions()
      if (steps === maxStepsAtOnce) return this.#switching.drop(this.call)
      this.#at++
      if (this.#do(step) === "waits") return
    }
  }

  #do(step: Step): "waits" | "goes on" {
    switch (step.step) {
      case "adjunct":
        this.#endAgedQuestions()
        this.#ask(step.link)
        return "goes on"
      case "wait":
        this.#cancelWait = this.#switching.clock.after(step.ms, () => {
          this.#cancelWait = undefined
          for (const question of this.#questions) question.aged = true
          this.run()
        })
        return "waits"
      case "goto":
        this.#at = step.to
        return "goes on"
      case "collect":
        this.call.collected = this.call.digits.slice(0, step.digits)
        return "goes on"
      case "queue":
        this.#endAgedQuestions()
        this.#switching.queue(this.call, step.skill)
        return "goes on"
      case "route":
        this.#endAgedQuestions()
        if (this.#switching.objection(this.call, step.to) === undefined) {
          this.stop("answered elsewhere")
          this.#switching.sendTo(this.call, step.to)
        }
        return "goes on"
      case "disconnect":
        this.#switching.drop(this.call)
        return "waits"
      case "stop":
        return "waits"
    }
  }

  #ask(link: number): void {
    const { adjunct, book, clock } = this.#switching
    if (this.#asked >= (this.vdn.maxLoops ?? Infinity)) return this.#giveUp()
    this.#asked++
    const question: Question = {
      id: this.#switching.nextQuestionId(),
      call: this.call,
      vdn: this.vdn.extension,
      link,
      askedAtMs: clock.nowMs(),
      open: true,
      aged: false
    }
    this.#questions.add(question)
    const asked = adjunct.ask(question)
    book.note(this.call.ucid, {
      atMs: clock.nowMs(),
      what: asked ? "route asked" : "route skipped",
      device: this.vdn.extension,
      detail: `link ${link}`
    })
    if (asked) return
    question.open = false
    this.#questions.delete(question)
  }

  #giveUp(): void {
    const after = this.vdn.afterLoops ?? "disconnect"
    if (after === "disconnect") return this.#switching.drop(this.call)
    this.#over = true
    this.#switching.queue(this.call, after.skill)
  }

  /** The computer's answer. A refusal leaves the call in the vector, waiting on. */
  select(question: Question, to: string): Fault | undefined {
    if (!question.open) return operation("invalidRouteingCrossRefID")
    const fault = this.#switching.objection(this.call, to)
    if (fault !== undefined) {
      this.#end(question, { type: "refused", fault })
      return fault
    }
    this.#end(question, { type: "routed", to })
    this.stop("answered elsewhere")
    this.#switching.sendTo(this.call, to)
    return undefined
  }

  decline(question: Question): Fault | undefined {
    if (!question.open) return operation("invalidRouteingCrossRefID")
    this.#end(question, { type: "declined" })
    return undefined
  }

  /** The call has left this vector: nobody is asked any more. */
  stop(why: WhyStopped): void {
    this.#over = true
    this.#cancelWait?.()
    this.#cancelWait = undefined
    const fault = why === "answered elsewhere" ? state("noCallToAnswer") : state("noActiveCall")
    for (const question of this.#questions) this.#end(question, { type: "withdrawn", why, fault })
  }

  get openQuestions(): ReadonlyArray<Question> {
    return [...this.#questions]
  }

  #endAgedQuestions(): void {
    for (const question of this.#questions) {
      if (question.aged) {
        this.#end(question, { type: "withdrawn", why: "step over", fault: operation("routeingTimerExpired") })
      }
    }
  }

  #end(question: Question, outcome: Outcome): void {
    question.open = false
    this.#questions.delete(question)
    const { adjunct, book, clock } = this.#switching
    book.note(this.call.ucid, { atMs: clock.nowMs(), device: question.vdn, ...inBook(outcome) })
    adjunct.ended(question, outcome)
  }
}

const inBook = (outcome: Outcome) => {
  switch (outcome.type) {
    case "routed":
      return { what: "route selected", detail: outcome.to } as const
    case "refused":
      return { what: "route refused", detail: outcome.fault.value } as const
    case "declined":
      return { what: "route declined" } as const
    case "withdrawn":
      return { what: "route withdrawn", detail: outcome.why } as const
  }
}
