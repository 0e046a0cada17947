/**
 * The same work for everybody: contacts of 50 classes come, all of them wait, then agents become free in turn, and each takes the best
 * contact he may take: highest priority and what its wait adds, of equal ones who came first.
 */
export interface World {
  readonly agents: ReadonlyArray<Agent>
  readonly profiles: ReadonlyArray<Skills>
  readonly classes: ReadonlyArray<ContactClass>
  /** In order of arrival, evenly over `spanMs`. */
  readonly contacts: ReadonlyArray<Contact>
  /** By profile the classes it may take. */
  readonly mayTake: ReadonlyArray<ReadonlyArray<number>>
  /** When the first agent becomes free; the n-th try is n milliseconds later. */
  readonly freeFromMs: number
}

export type Skills = Readonly<Record<string, number>>

export interface Agent {
  readonly id: string
  /** Its place in `profiles`. */
  readonly profile: number
}

export interface ContactClass {
  readonly name: string
  /** The least proficiency in each of these. */
  readonly needs: ReadonlyArray<readonly [skill: string, least: number]>
  readonly priority: number
  /** Points of priority a minute of wait adds. */
  readonly perMinute: number
}

export interface Contact {
  readonly id: string
  /** Its place in `classes`. */
  readonly class: number
  readonly atMs: number
}

/** Who got whom, in the order in which it was decided. */
export type Taken = ReadonlyArray<readonly [contact: number, agent: number]>

/** What became of the work, and how long it took from the first arrival on: rules and agents are there by then. */
export interface Done {
  readonly contacts: number
  readonly ms: number
  /** Absent = the order of the decisions cannot be seen, or is not ours. */
  readonly taken?: Taken
  /** Events that were written. Absent = none. */
  readonly events?: number
}

export interface WorldSizes {
  readonly contacts: number
  readonly agents: number
  readonly skills: number
  readonly profiles: number
  readonly classes: number
}

/** Long enough for ageing to matter as much as priority. */
const spanMs = 1_000_000

/** The sizes of the published comparison. */
export const published: WorldSizes = { contacts: 10_000, agents: 100, skills: 10, profiles: 20, classes: 50 }

/** A small generator of whole numbers: the work is the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

/**
 * Three to eight skills for each profile, low numbers more often; a class asks for one to three skills of some profile, at most at its
 * level, so that somebody may take each contact; five priorities; a minute adds 1, 2 or 4 points.
 */
export function createWorld(sizes: WorldSizes, seed: number): World {
  const below = numbers(seed)
  // The less of two draws: low numbers are commoner.
  const common = (of: number) => Math.min(below(of), below(of))
  const profiles = Array.from({ length: sizes.profiles }, (): Skills => {
    const many = 3 + below(Math.min(6, sizes.skills - 2))
    const own: Record<string, number> = {}
    while (Object.keys(own).length < many) own[`s${common(sizes.skills)}`] = 1 + below(9)
    return own
  })
  const classes = Array.from({ length: sizes.classes }, (_, n): ContactClass => {
    const of = Object.entries(profiles[below(sizes.profiles)]!)
    const many = 1 + below(3)
    const needs = new Map<string, number>()
    while (needs.size < many) {
      const [skill, level] = of[below(of.length)]!
      needs.set(skill, 1 + below(level))
    }
    return { name: `q${n}`, needs: [...needs], priority: 10 * below(5), perMinute: [1, 2, 4][below(3)]! }
  })
  return {
    agents: Array.from({ length: sizes.agents }, (_, n) => ({ id: `a${n}`, profile: n % sizes.profiles })),
    profiles,
    classes,
    contacts: Array.from({ length: sizes.contacts }, (_, n) => ({
      id: `c${n}`,
      class: below(sizes.classes),
      atMs: Math.floor((n * spanMs) / sizes.contacts)
    })),
    mayTake: profiles.map((own) => classes.flatMap(({ needs }, n) => (meets(own, needs) ? [n] : []))),
    freeFromMs: spanMs
  }
}

export const meets = (own: Skills, needs: ContactClass["needs"]): boolean =>
  needs.every(([skill, least]) => (own[skill] ?? 0) >= least)

/** An agent who became free. */
export interface Try {
  readonly agent: number
  readonly nowMs: number
}

/**
 * Agents become free in turn, each takes what he is given, and whoever is given nothing stays out: nothing comes any more. Asks for the
 * next tries, and is told what came of them.
 */
export class Turns {
  readonly taken: Array<readonly [contact: number, agent: number]> = []
  private free: number[]
  private again: number[] = []
  private at = 0
  private nowMs: number

  constructor(world: World) {
    this.free = world.agents.map((_, n) => n)
    this.nowMs = world.freeFromMs
  }

  /** The next tries, `most` of them and no more than one for each agent; none = over. */
  next(most: number): ReadonlyArray<Try> {
    if (this.at === this.free.length) {
      this.free = this.again
      this.again = []
      this.at = 0
    }
    const some = this.free.slice(this.at, this.at + most)
    this.at += some.length
    return some.map((agent) => ({ agent, nowMs: this.nowMs++ }))
  }

  /** What came of a try, in the order of the tries. */
  told(agent: number, contact: number | undefined): void {
    if (contact === undefined) return
    this.taken.push([contact, agent])
    this.again.push(agent)
  }
}

/** One try after the other, at most `most`; `best` is the contact that an agent takes. */
export function inTurn(
  world: World,
  best: (agent: number, nowMs: number) => number | undefined,
  most = Number.POSITIVE_INFINITY
): Taken {
  const turns = new Turns(world)
  for (let left = most; left > 0; left--) {
    const [one] = turns.next(1)
    if (one === undefined) break
    turns.told(one.agent, best(one.agent, one.nowMs))
  }
  return turns.taken
}
