import type { Channel } from "../Channel.ts"
import type { Configuration } from "../Configuration.ts"
import type { Pace } from "./Rehearsal.ts"

/** A sum over observations and their number, older ones counting less. */
export interface Sum {
  n: number
  sum: number
}

/** What experience there is before the first event. */
export interface Priors {
  readonly handleMs: ((queue: string, channel: Channel) => number) | undefined
  readonly patienceMs: (queue: string, channel: Channel) => number | undefined
  /** For how many observations these count; Infinity = nothing is learned. */
  readonly weight: number
  /** How many observations are remembered: each one weighs 1 - 1 / memory of the next. */
  readonly memory: number
}

/** Plain data. */
export interface StoredLearned {
  readonly work: ReadonlyArray<readonly [key: string, Sum]>
  readonly wrapUp: ReadonlyArray<readonly [key: string, Sum]>
  readonly ring: ReadonlyArray<readonly [key: string, Sum]>
  /** Of a channel in all queues. */
  readonly workByChannel: ReadonlyArray<readonly [key: string, Sum]>
  /** `n` who abandoned in `sum` milliseconds of waiting. */
  readonly patience: ReadonlyArray<readonly [key: string, Sum]>
}

const unknownHandleMs = 180_000
const keyOf = (queue: string, channel: Channel) => `${channel} ${queue}`

/** Means by queue and channel, learned from events only: that time passes changes nothing (SPEC EST-3). */
export class Learned implements Pace {
  configuration: Configuration
  private readonly priors: Priors
  private readonly keep: number
  private readonly work = new Map<string, Sum>()
  private readonly workByChannel = new Map<string, Sum>()
  private readonly wrapUp = new Map<string, Sum>()
  private readonly ring = new Map<string, Sum>()
  private readonly patience = new Map<string, Sum>()

  constructor(configuration: Configuration, priors: Priors, stored?: StoredLearned) {
    this.configuration = configuration
    this.priors = priors
    this.keep = 1 - 1 / priors.memory
    if (stored === undefined) return
    for (const name of maps) for (const [key, sum] of stored[name]) this[name].set(key, { ...sum })
  }

  worked(queue: string, channel: Channel, ms: number): void {
    this.add(this.work, keyOf(queue, channel), 1, ms)
    this.add(this.workByChannel, channel, 1, ms)
  }

  wrappedUp(queue: string, channel: Channel, ms: number): void {
    this.add(this.wrapUp, keyOf(queue, channel), 1, ms)
  }

  rang(queue: string, channel: Channel, ms: number): void {
    this.add(this.ring, keyOf(queue, channel), 1, ms)
  }

  /** A wait is over, and counts now. */
  waited(queue: string, channel: Channel, ms: number, abandoned: boolean): void {
    if (ms > 0 || abandoned) this.add(this.patience, keyOf(queue, channel), abandoned ? 1 : 0, ms)
  }

  workMs(queue: string, channel: Channel): number {
    const known = this.priors.handleMs?.(queue, channel)
    const all = this.workByChannel.get(channel)
    const usual = all === undefined || all.n === 0 ? unknownHandleMs : all.sum / all.n
    const prior = known === undefined ? usual : Math.max(1, known - this.configuredWrapUpMs(queue))
    return Math.max(1, this.mean(this.work.get(keyOf(queue, channel)), prior))
  }

  wrapUpMs(queue: string, channel: Channel): number {
    return this.mean(this.wrapUp.get(keyOf(queue, channel)), this.configuredWrapUpMs(queue))
  }

  /** Work and wrap-up. */
  handleMs(queue: string, channel: Channel): number {
    return this.workMs(queue, channel) + this.wrapUpMs(queue, channel)
  }

  ringMs(queue: string, channel: Channel): number {
    return this.mean(this.ring.get(keyOf(queue, channel)), 0)
  }

  /** How often one who waits leaves, per millisecond: abandonments per time in queue, which is right although most do not leave. */
  theta(queue: string, channel: Channel): number {
    const { weight } = this.priors
    const patienceMs = this.priors.patienceMs(queue, channel)
    const seen = this.patience.get(keyOf(queue, channel)) ?? none
    if (patienceMs === undefined) return seen.sum === 0 ? 0 : seen.n / seen.sum
    if (weight === Number.POSITIVE_INFINITY) return 1 / patienceMs
    return (seen.n + weight) / (seen.sum + weight * patienceMs)
  }

  get stored(): StoredLearned {
    const all = (name: (typeof maps)[number]) => [...this[name]].map(([key, sum]) => [key, { ...sum }] as const)
    return {
      work: all("work"),
      workByChannel: all("workByChannel"),
      wrapUp: all("wrapUp"),
      ring: all("ring"),
      patience: all("patience")
    }
  }

  private configuredWrapUpMs(queue: string): number {
    const { wrapUp, wrapUpMs = 0 } = this.configuration.queues[queue] ?? {}
    if (wrapUp === undefined) return wrapUpMs
    return wrapUp.mode === "none" || wrapUp.mode === "optional" ? 0 : (wrapUp.ms ?? 0)
  }

  private mean(seen: Sum = none, prior: number): number {
    const { weight } = this.priors
    return weight === Number.POSITIVE_INFINITY ? prior : (weight * prior + seen.sum) / (weight + seen.n)
  }

  private add(to: Map<string, Sum>, key: string, n: number, sum: number): void {
    const before = to.get(key)
    if (before === undefined) {
      to.set(key, { n, sum })
      return
    }
    before.n = before.n * this.keep + n
    before.sum = before.sum * this.keep + sum
  }
}

const none: Sum = { n: 0, sum: 0 }
const maps = ["work", "workByChannel", "wrapUp", "ring", "patience"] as const
