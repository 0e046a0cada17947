import type { RouterEvent } from "../../../Event.ts"
import { assignment, bidsOf, endsBefore, isWave, tooMuch } from "../../reference/wave.ts"
import { type Pair, pairOrder } from "../../reference/order.ts"
import type { Agent } from "../../reference/world.ts"
import type { Witness } from "../../Witness.ts"

/** The pair that must be offered next, alone or as a part of a wave. */
export interface Expected extends Pair {
  readonly as: "pair" | "wave"
}

/** Follows one matching after the other: which pair is next, by SCORE-1 or, where several meet several, by WAVE-1 to WAVE-4. */
export class Matching {
  private readonly witness: Witness
  private round: ReadonlyArray<ReturnType<typeof assignment>[number]> = []
  private served: Agent[] = []
  private pairByPair = false

  constructor(witness: Witness) {
    this.witness = witness
  }

  /** Undefined = nothing may be offered. */
  get next(): Expected | undefined {
    const { pairs, known } = this.witness
    const [given] = this.round
    if (given !== undefined && !endsBefore(known.world, given, given.agents, this.served)) {
      return { contact: given.contact, agent: given.agent, as: "wave" }
    }
    this.round = []
    if (pairs.length === 0) return undefined
    if (!this.pairByPair && isWave(pairs)) {
      const bids = bidsOf(known.world, pairs)
      const { maxPairs = 250_000 } = known.world.rules.wave ?? {}
      this.pairByPair = maxPairs === 0 || tooMuch(known.world, bids, maxPairs) !== undefined
      if (!this.pairByPair) {
        this.round = assignment(known.world, bids)
        this.served = []
        const { contact, agent } = this.round[0]!
        return { contact, agent, as: "wave" }
      }
    }
    const order = pairOrder(known.world)
    const first = pairs.reduce((best, pair) => (order(pair, best) < 0 ? pair : best))
    return { ...first, as: "pair" }
  }

  /** The rules offered this pair. */
  offered({ contact, agent }: Pair): void {
    const [given, ...rest] = this.round
    const isNext = given?.contact === contact && given.agent === agent
    this.round = isNext ? rest : []
    if (isNext) this.served.push(agent)
  }

  /** An event was folded: one that is no part of a matching begins another. */
  passed(event: RouterEvent): void {
    if (this.pairByPair && this.witness.pairs.length === 0) this.pairByPair = false
    const isPart = event.type === "OfferMade" || event.type === "OfferAccepted"
    if (isPart || (event.type === "OfferRescinded" && event.because === "taken")) return
    this.settled()
  }

  /** Everything was matched. */
  settled(): void {
    this.round = []
    this.pairByPair = false
  }
}
