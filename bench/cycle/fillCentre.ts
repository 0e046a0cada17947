import { shuffled } from "../core/Backlog.ts"
import type { World } from "../world/World.ts"

/** One face of the router, while its centre is filled. */
export interface Face {
  /** Another of this class comes. */
  arrives(kind: number): void
  signIn(agent: number): void
  /** He becomes ready, and accepts what he is offered. False = nothing. */
  begins(agent: number): boolean
  /** For whom nobody waits is not ready: he would stand idle beside the backlog. */
  rests(agent: number): void
}

/**
 * A centre in which as many wait as the world says, whoever has work in hand counted beside. Those who have, in the random order in which
 * they free, as places in the order in which they began.
 */
export function fillCentre({ size, classes, staff, draw }: World, face: Face): ReadonlyArray<number> {
  for (let n = 0; n < size.waiting; n++) face.arrives(draw(classes.length))
  let busy = 0
  for (const agent of staff.keys()) {
    face.signIn(agent)
    if (!face.begins(agent)) {
      face.rests(agent)
      continue
    }
    busy++
    face.arrives(draw(classes.length))
  }
  return shuffled([...Array(busy).keys()], draw)
}
