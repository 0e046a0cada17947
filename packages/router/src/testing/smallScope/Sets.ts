/**
 * Sets of skills, as bits. Skills are alike until something tells them apart, so of two histories that are each other's under other
 * names for the skills only the first in order is drawn.
 */
export class Sets {
  private readonly skills: number
  /** Ways to exchange skills under which everything chosen so far stays what it is. */
  private alike: ReadonlyArray<ReadonlyArray<number>>

  constructor(skills: number) {
    this.skills = skills
    this.alike = orders(Array.from({ length: skills }, (_, at) => at))
  }

  /** The sets that are first in order among those alike. */
  drawn(): ReadonlyArray<number> {
    const all = Array.from({ length: 1 << this.skills }, (_, set) => set)
    return all.filter((set) => this.alike.every((to) => exchanged(set, to) >= set))
  }

  /** From now on these skills are told apart. */
  chose(set: number): void {
    this.alike = this.alike.filter((to) => exchanged(set, to) === set)
  }
}

const exchanged = (set: number, to: ReadonlyArray<number>) =>
  to.reduce((all, place, at) => all | (((set >> at) & 1) << place), 0)

const orders = (of: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
  of.length === 0
    ? [[]]
    : of.flatMap((one) => orders(of.filter((other) => other !== one)).map((rest) => [one, ...rest]))

/** Of these sets and all that they become when skills are exchanged, the first in order, as a text. */
export function sameUnderOtherNames(skills: number, sets: ReadonlyArray<number>): string {
  const names = orders(Array.from({ length: skills }, (_, at) => at))
  return names.map((to) => sets.map((set) => (set < 0 ? "-" : exchanged(set, to))).join()).toSorted()[0]!
}

/** `s1`, `s2`... of a set. */
export const skillsIn = (set: number): ReadonlyArray<string> =>
  [1, 2, 4, 8, 16].flatMap((bit, at) => ((set & bit) === 0 ? [] : [`s${at + 1}`]))
