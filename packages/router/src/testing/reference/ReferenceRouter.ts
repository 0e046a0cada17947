import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { Refusal } from "../../Refusal.ts"
import type { Outcome, Outcomes } from "../../Router.ts"
import type { RulesGiven } from "../../Rule.ts"
import type { View } from "../../View.ts"
import { accepted, acceptsAtOnce, offer } from "./acts.ts"
import { decide } from "./decide.ts"
import { leave } from "./deflect.ts"
import { firstDue } from "./due.ts"
import { Ledger } from "./Ledger.ts"
import { mayMatch } from "./mayMatch.ts"
import { type Pair, pairOrder } from "./order.ts"
import { turnReserves } from "./reserves.ts"
import { skipSteps } from "./relax.ts"
import { referenceView } from "./view.ts"
import { assignment, bidsOf, endsBefore, isWave, tooMuch } from "./wave.ts"
import { nextDelayMs } from "./wishes.ts"
import type { World } from "./world.ts"

/**
 * The slow, obvious router: objects, arrays, full scans, a page per rule. What it does is right because it can be read; what the
 * engine does is right because it does the same (SPEC DET-7). For histories of some hundred commands, not for work.
 */
export class ReferenceRouter {
  /** The state as it is now. */
  readonly view: View
  private readonly ledger: Ledger

  constructor(configuration: Configuration, given: RulesGiven = {}) {
    this.ledger = new Ledger(configuration, given)
    this.view = referenceView(this.ledger)
  }

  /** One command at `nowMs`: what is due, then the command. */
  step(command: Command, nowMs: number): Outcome {
    const { events, refusals } = this.stepTogether([command], nowMs)
    return refusals[0] === undefined ? { events } : { events, refusal: refusals[0] }
  }

  /** Several commands at `nowMs`: what is due, then each of them, and only then everything is matched. */
  stepTogether(commands: ReadonlyArray<Command>, nowMs: number): Outcomes {
    const { ledger } = this
    const refusal = (reason: Refusal["reason"]): Refusal => ({ reason, text: "" })
    ledger.events = []
    if (nowMs < ledger.nowMs) return { events: [], refusals: commands.map(() => refusal("TimeWentBack")) }
    ledger.world.nowMs = nowMs
    this.ring()
    this.assign()
    const reasons = commands.map((command) => decide(ledger, command))
    this.assign()
    return { events: ledger.events, refusals: reasons.map((reason) => reason && refusal(reason)) }
  }

  /** Fires what is due at `nowMs`. */
  tick(nowMs: number): Outcome {
    return this.step({ type: "Tick" }, nowMs)
  }

  /** When `tick` must be called next, engine time; undefined = nothing is due. */
  get nextDeadlineMs(): number | undefined {
    const dueAtMs = firstDue(this.ledger)?.atMs ?? Number.POSITIVE_INFINITY
    const first = Math.min(dueAtMs, nextDelayMs(this.ledger.world))
    return first === Number.POSITIVE_INFINITY ? undefined : first
  }

  /** How many waves were matched, and how (SPEC WAVE-4). */
  get counters() {
    const { exact, beyondBound, allocation, singles } = this.ledger.waves
    return {
      wavesExact: exact,
      wavesGreedy: beyondBound + allocation + singles,
      wavesBeyondBound: beyondBound,
      wavesWithAllocation: allocation,
      wavesSeeingSingles: singles
    }
  }

  private assign(): void {
    do this.match()
    while (leave(this.ledger) || this.ring())
  }

  /** Whatever is due, first due first; says whether anything was. */
  private ring(): boolean {
    const { ledger } = this
    let rang = false
    for (let due = firstDue(ledger); due !== undefined && due.atMs <= ledger.nowMs; due = firstDue(ledger)) {
      due.fire()
      rang = true
    }
    return rang
  }

  /** Round by round, or of all pairs that may be matched now the first in order; until none is left. */
  private match(): void {
    skipSteps(this.ledger)
    const { world } = this.ledger
    let pairByPair = false
    for (;;) {
      const pairs = world.contacts.flatMap((contact) =>
        world.agents.filter((agent) => mayMatch(world, contact, agent)).map((agent) => ({ contact, agent }))
      )
      if (pairs.length === 0) {
        pairByPair = false
        if (!turnReserves(this.ledger)) return
        continue
      }
      if (pairByPair || !isWave(pairs)) {
        this.offer(firstOf(world, pairs))
        continue
      }
      const bids = bidsOf(world, pairs)
      pairByPair = this.isTooMuch(bids)
      if (pairByPair) continue
      this.ledger.waves.exact++
      const served: Array<Pair["agent"]> = []
      for (const pair of assignment(world, bids)) {
        if (endsBefore(world, pair, pair.agents, served)) break
        this.offer(pair, pair.passesOver ? "WAVE-2" : undefined)
        served.push(pair.agent)
      }
    }
  }

  private isTooMuch(bids: ReturnType<typeof bidsOf>): boolean {
    const { maxPairs = 250_000 } = this.ledger.world.rules.wave ?? {}
    if (maxPairs === 0) return true
    const because = tooMuch(this.ledger.world, bids, maxPairs)
    if (because !== undefined) this.ledger.waves[because]++
    return because !== undefined
  }

  private offer({ contact, agent }: Pair, by?: string): void {
    const tie = offer(this.ledger, contact, agent, by)
    if (acceptsAtOnce(this.ledger, contact, agent)) accepted(this.ledger, contact, tie)
  }
}

function firstOf(world: World, pairs: ReadonlyArray<Pair>): Pair {
  const order = pairOrder(world)
  return pairs.reduce((best, pair) => (order(pair, best) < 0 ? pair : best))
}
