import type { Engagements } from "../state/Engagements.ts"

/** The last three places of a token, as texts. */
const endings = Array.from({ length: 1_000 }, (_, n) => `${n}`.padStart(3, "0"))

/** What several events share, made once: the token of an offer, and the time of a step. Nothing is decided by it. */
export class Parts {
  /** By engagement: the token made for it last, and of which offer. */
  private readonly tokens: string[] = []
  private readonly sequences: number[] = []
  private readonly engagements: Engagements
  /** What the tokens of a thousand offers begin with. */
  private thousand = -1
  private beginning = ""
  /**
   * The time told last, beside a text: a list of numbers alone would hold none in a box of its own. With one, and never compared with
   * anything but a number, one box serves all events of its time.
   */
  private readonly told: [string, number] = ["at", 0]
  /** Engine time: a cell, because a double handed around is boxed. */
  private readonly clock: Float64Array

  constructor(clock: Float64Array, engagements: Engagements) {
    this.clock = clock
    this.engagements = engagements
  }

  /** Of the offer that the engagement began with, as `offerToken`. */
  tokenOf(engagement: number): string {
    const sequence = this.engagements.sequence[engagement]!
    if (this.sequences[engagement] === sequence) return this.tokens[engagement]!
    while (this.tokens.length <= engagement) {
      this.tokens.push("")
      this.sequences.push(-1)
    }
    const token = this.madeToken(sequence)
    this.tokens[engagement] = token
    this.sequences[engagement] = sequence
    return token
  }

  /** The time it is: the same number, the same box. */
  get nowMs(): number {
    const { told, clock } = this
    if (told[1] !== clock[0]) told[1] = clock[0]!
    return told[1]
  }

  private madeToken(sequence: number): string {
    const thousand = Math.floor(sequence / 1_000)
    if (thousand === 0) return `o${sequence}`
    if (thousand !== this.thousand) {
      this.thousand = thousand
      this.beginning = `o${thousand}`
    }
    return this.beginning + endings[sequence - thousand * 1_000]!
  }
}
