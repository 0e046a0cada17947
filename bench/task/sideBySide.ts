import { median } from "../harness/median.ts"
import { ours, oursByNumber } from "./ours.ts"
import type { Peer } from "./peers.ts"
import type { Done, Taken, World } from "./World.ts"

/** A way of ours to do the work. */
export interface Own {
  readonly name: string
  readonly run: (world: World) => Done
}
/** The first is what a peer is a multiple of. */
export const owns: ReadonlyArray<Own> = [
  { name: "numbers and rows", run: oursByNumber },
  { name: "strings and objects", run: ours }
]

export interface PeerFigures {
  readonly peer: Peer
  /** Median of the rounds, microseconds per contact. */
  readonly us: number
  /** Of each way of ours: the median of the rounds, each beside our runs next to it. */
  readonly ratios: ReadonlyArray<number>
  /** Whether its decisions were ours, one for one. Absent = it cannot express them, or tells nobody. */
  readonly same?: boolean
  /** Events written for each contact. */
  readonly events: number
}

export interface SideBySide {
  /** Of each way of ours: median of the rounds, microseconds per contact, and events for each. */
  readonly own: ReadonlyArray<{ readonly name: string; readonly us: number; readonly events: number }>
  readonly peers: ReadonlyArray<PeerFigures>
}

const usOf = ({ ms, contacts }: Done) => (ms * 1_000) / contacts

/** They take turns: before each turn of a peer are ours, and it is compared with these. */
export async function sideBySide(
  world: World,
  peers: ReadonlyArray<Peer>,
  url: string,
  rounds: number,
  tell: (line: string) => void = () => {}
): Promise<SideBySide> {
  // What is measured is warm: engines compile what runs often.
  for (let n = 0; n < 8; n++) for (const { run } of owns) run(world)
  for (const peer of peers) await peer.run(world, url)
  const firsts = owns.map(({ run }) => run(world))
  const taken = firsts[0]!.taken!
  for (const { taken: other = [] } of firsts) if (!isBeginning(other, taken)) throw new Error("our ways differ")
  const ownUs = owns.map((): number[] => [])
  const of = peers.map(() => ({ us: [] as number[], ratios: owns.map((): number[] => []), last: firsts[0]! }))
  for (let round = 0; round < rounds; round++) {
    for (const [n, peer] of peers.entries()) {
      if (peer.slow && round % 3 > 0) continue
      const beside = owns.map(({ run }) => usOf(run(world)))
      const done = await peer.run(world, url)
      of[n]!.us.push(usOf(done))
      of[n]!.last = done
      for (const [way, us] of beside.entries()) {
        ownUs[way]!.push(us)
        of[n]!.ratios[way]!.push(usOf(done) / us)
      }
    }
    tell(`round ${round + 1} of ${rounds}`)
  }
  return {
    own: owns.map(({ name }, way) => ({
      name,
      us: median(ownUs[way]!),
      events: firsts[way]!.events! / firsts[way]!.contacts
    })),
    peers: peers.map((peer, n) => ({
      peer,
      us: median(of[n]!.us),
      ratios: of[n]!.ratios.map(median),
      events: (of[n]!.last.events ?? 0) / of[n]!.last.contacts,
      ...(of[n]!.last.taken === undefined ? {} : { same: isBeginning(of[n]!.last.taken, taken) })
    }))
  }
}

const isBeginning = (some: Taken, all: Taken) =>
  some.length > 0 && some.every(([contact, agent], n) => contact === all[n]?.[0] && agent === all[n][1])
