import type { QueueConfiguration } from "../../Configuration.ts"
import { counterexample } from "../compile/implies.ts"
import { holds, type Need } from "../compile/Need.ts"
import { type Stage, stagesOf } from "../compile/Relaxation.ts"
import type { Person } from "./people.ts"

/** A queue as warnings see it. */
export interface Reach {
  readonly name: string
  readonly queue: QueueConfiguration
  readonly stages: ReadonlyArray<Stage>
  /** Whom each stage admits; undefined = nothing is known of the staff. */
  readonly admits: ReadonlyArray<ReadonlyArray<Person>> | undefined
  /** For each stage: could nobody, whoever he is, meet what it asks for? Exact, or false. */
  readonly impossible: ReadonlyArray<boolean>
  /** For each stage: is there no contact that could have it? Exact, or false. */
  readonly contactless: ReadonlyArray<boolean>
}

const nobody: Need = { type: "or", of: [] }

/** Could nobody, whoever he is, meet it? Exact, or false where it is too wide to tell (SPEC SKILL-10). */
const isImpossible = (need: Need): boolean => counterexample(need, nobody) === undefined

export function reachOf(name: string, queue: QueueConfiguration, people: ReadonlyArray<Person> | undefined): Reach {
  const stages = stagesOf(queue)
  const admits = people && stages.map(({ need }) => people.filter((person) => mayTake(name, queue, need, person)))
  return {
    name,
    queue,
    stages,
    admits,
    // What somebody meets need not be asked of all there could be.
    impossible: stages.map(({ need }, at) => (admits?.[at]?.length ?? 0) === 0 && isImpossible(need)),
    contactless: stages.map(({ when }) => when !== undefined && isImpossible(when))
  }
}

/** Could he be offered a contact of the queue where this is asked for, once everything else lets him? */
export function mayTake(name: string, queue: QueueConfiguration, need: Need, person: Person): boolean {
  const level = levelFor(name, person)
  const levels = queue.reserve === undefined ? 0 : queue.reserve.second === undefined ? 1 : 2
  return person.takes !== 0 && level <= levels && holds(need, person.skills, person.attributes)
}

/** Whose reserve he is: 0 = nobody's, he may always take its contacts. */
export const levelFor = (queue: string, { reserveFor }: Person): number =>
  Object.hasOwn(reserveFor, queue) ? reserveFor[queue]! : 0

/** Could nobody ever be offered a contact of it? */
export function isUnreachable({ stages, admits, impossible, contactless }: Reach): boolean {
  return stages.every((_, at) => contactless[at] || impossible[at] || admits?.[at]!.length === 0)
}
