/** The last three places of a token, as texts. */
const endings = Array.from({ length: 1_000 }, (_, n) => `${n}`.padStart(3, "0"))

/** What several events share, made once: the token of an offer, and the time of a step. Nothing is decided by it. */
export class Parts {
  /** By engagement: the token made for it last, and of which offer. */
  private readonly tokens: string[] = []
  private readonly sequences: number[] = []
  /** What the tokens of a thousand offers begin with. */
  private thousand = -1
  private beginning = ""
  /** The time told last. Never a list of numbers alone: in it, one box of a number serves all events of its time. */
  private readonly times: unknown[] = [undefined]
  /** Engine time: a cell, because a double handed around is boxed. */
  private readonly clock: Float64Array

  constructor(clock: Float64Array) {
    this.clock = clock
  }

  /** As `offerToken`. */
  tokenOf(engagement: number, sequence: number): string {
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
    const told = this.times[0] as number
    if (told === this.clock[0]) return told
    this.times[0] = this.clock[0]
    return this.times[0] as number
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
