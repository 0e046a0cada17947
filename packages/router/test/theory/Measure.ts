import { type Contact, Outcome } from "./Contact.ts"
import { unitMs } from "./System.ts"

/** A figure of a day: sums over its contacts, and what is made of them. */
export interface Measure {
  readonly name: string
  /** What theory says; where it only bounds the figure, the nearer bound. */
  readonly exact: number
  readonly bounds?: readonly [least: number, most: number]
  /** Half width of 95 percent of a published value that was simulated itself, or printed rounded: added to our own error. */
  readonly theirs?: number
  /** Its variance for a single contact, where nearly all or nearly none are counted. Default: the exact value. */
  readonly rare?: number
  readonly parts: ReadonlyArray<(contact: Contact) => number>
  readonly of: (sums: ReadonlyArray<number>) => number
  /** Shares, or multiples of the unit of time, or numbers of contacts. */
  readonly floor: number
}

type Which = (contact: Contact) => boolean

/** Half widths below this are small enough whatever the exact value: five in ten thousand contacts, or of a unit of time. */
const floor = 0.0005
const ratio = (sums: ReadonlyArray<number>): number => sums[0]! / sums[1]!
const of = (which: Which) => (contact: Contact) => (which(contact) ? 1 : 0)

export const admitted: Which = ({ outcome }) => outcome !== Outcome.Refused
export const served: Which = ({ outcome }) => outcome === Outcome.Served
export const abandoned: Which = ({ outcome }) => outcome === Outcome.Abandoned
export const refused: Which = ({ outcome }) => outcome === Outcome.Refused
export const waits: Which = ({ waitMs, outcome }) => waitMs > 0 || outcome === Outcome.Abandoned
export const inClass =
  (kind: number): Which =>
  (contact) =>
    contact.kind === kind

/** How many of `among` are `which`. */
export const share = (name: string, exact: number, which: Which, among: Which = admitted): Measure => ({
  name,
  exact,
  rare: Math.min(exact, Math.max(0, 1 - exact)),
  parts: [(contact) => (among(contact) && which(contact) ? 1 : 0), of(among)],
  of: ratio,
  floor
})

/** Mean wait of these, in units of time. */
export const meanWait = (name: string, exact: number, among: Which = admitted): Measure => ({
  name,
  exact,
  parts: [(contact) => (among(contact) ? contact.waitMs / unitMs : 0), of(among)],
  of: ratio,
  floor
})

/** Variance of the wait of these. */
export const waitVariance = (name: string, exact: number, among: Which = admitted): Measure => ({
  name,
  exact,
  parts: [
    (contact) => (among(contact) ? contact.waitMs / unitMs : 0),
    (contact) => (among(contact) ? (contact.waitMs / unitMs) ** 2 : 0),
    of(among)
  ],
  of: ([first, second, count]) => second! / count! - (first! / count!) ** 2,
  floor
})

/** How many of these wait, on average over time: by Little's law from their waits, of whom so many come in a unit of time. */
export const queueLength = (name: string, exact: number, rate: number, among: Which = admitted): Measure => ({
  name,
  exact,
  parts: [(contact) => (among(contact) ? contact.waitMs : 0), (contact) => contact.gapMs],
  of: ratio,
  floor: floor * Math.max(1, rate)
})

/**
 * Share of his time in which the agent works, of all of `agents` where none is named: by Little's law from the work of his contacts, of
 * whom, all together, so many come in a unit of time.
 */
export const busy = (name: string, exact: number, rate: number, agents: number, agent?: number): Measure => ({
  name,
  exact,
  // Of all agents together the handle times and gaps drawn tell all but what is turned away or gives up: that is what is counted.
  ...(agent === undefined ? { rare: Math.abs(rate / agents - exact) } : {}),
  parts: [
    (contact) =>
      contact.outcome === Outcome.Served && (agent === undefined || contact.agent === agent)
        ? (contact.handleMs / unitMs) * (rate / agents)
        : 0,
    () => 1
  ],
  of: ratio,
  floor
})

/** How many are there, waiting and served. */
export const present = (name: string, exact: number): Measure => ({
  name,
  exact,
  parts: [
    (contact) => contact.waitMs + (contact.outcome === Outcome.Served ? contact.handleMs : 0),
    (contact) => contact.gapMs
  ],
  of: ratio,
  floor
})

/** Variance of how many wait, as those who come find it. */
export const queueVariance = (name: string, exact: number): Measure => ({
  name,
  exact,
  parts: [({ found }) => found, ({ found }) => found * found, () => 1],
  of: ([first, second, count]) => second! / count! - (first! / count!) ** 2,
  floor
})

/** Share of `among` that are `which` and have waited no longer than so many units. */
export const within = (name: string, exact: number, units: number, which: Which, among: Which = admitted): Measure =>
  share(name, exact, (contact) => which(contact) && contact.waitMs <= units * unitMs, among)

/** Share that would wait longer than so many units if it had all the patience there is, where leaving has a rate per unit. */
export const virtualWithin = (name: string, exact: number, units: number, leaves: number): Measure => {
  const stays = Math.exp(leaves * units)
  return {
    name,
    exact,
    rare: stays * Math.min(exact, Math.max(0, 1 - exact)),
    parts: [(contact) => (contact.waitMs > units * unitMs ? stays : 0), () => 1],
    of: (sums) => 1 - ratio(sums),
    floor
  }
}
export const sumOver = (name: string, exact: number, weights: ReadonlyArray<number>): Measure => ({
  name,
  exact,
  // For each class its waits and how many there are: the mean of the class, weighted.
  parts: weights.flatMap((_, kind) => [
    (contact: Contact) => (contact.kind === kind ? contact.waitMs / unitMs : 0),
    (contact: Contact) => (contact.kind === kind ? 1 : 0)
  ]),
  of: (sums) => weights.reduce((sum, weight, kind) => sum + (weight * sums[2 * kind]!) / sums[2 * kind + 1]!, 0),
  floor
})

/** How much longer the one class waits than the other: no more than theory allows. `scale`: what these waits are about. */
export const gap = (
  name: string,
  bounds: readonly [number, number],
  scale: number,
  longer: number,
  shorter: number
): Measure => ({
  ...sumOver(name, bounds[1], longer > shorter ? [-1, 1] : [1, -1]),
  bounds,
  floor: 0.02 * scale
})
