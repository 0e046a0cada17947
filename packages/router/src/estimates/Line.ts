import { isComer, type Taken } from "./Rehearsal.ts"

/** How far the line for some agents was at one point of a rehearsal. */
export interface Before {
  /** So many of those who wait were taken. */
  readonly ahead: number
  /** So many of these by an agent who became free. */
  readonly freed: number
  /** And so many of those who are expected to come meanwhile. */
  readonly comers: number
}

/** Who is taken in a rehearsal by one of these agents, in order: shared by all who ask for the same. */
export class Line {
  /** Those who wait. */
  readonly ahead: string[] = []
  /** How often those leave for whom an agent became free, per millisecond. */
  readonly thetas: number[] = []
  private readonly agents: ReadonlySet<string>
  private readonly sinceMs: number
  private readonly thetaOf: (contact: string) => number
  private readonly before: Before[] = []
  private comers = 0

  /** `sinceMs`: who was taken earlier is ahead, and no completion of these agents has to be waited for. */
  constructor(agents: ReadonlySet<string>, sinceMs: number, thetaOf: (contact: string) => number) {
    this.agents = agents
    this.sinceMs = sinceMs
    this.thetaOf = thetaOf
  }

  /** What comes before the one taken at this place. */
  at(place: number, taken: ReadonlyArray<Taken>): Before {
    for (let next = this.before.length; next <= place; next++) {
      this.before.push({ ahead: this.ahead.length, freed: this.thetas.length, comers: this.comers })
      const { contact, agent, freed, atMs } = taken[next]!
      if (!this.agents.has(agent)) continue
      const isAwaited = freed && atMs >= this.sinceMs
      if (!isComer(contact)) {
        this.ahead.push(contact)
        if (isAwaited) this.thetas.push(this.thetaOf(contact))
      } else if (isAwaited) this.comers++
    }
    return this.before[place]!
  }
}
