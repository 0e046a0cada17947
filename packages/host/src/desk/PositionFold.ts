import type { Fold } from "../partition/Partition.ts"

/** The log sequence everything in memory is true at. Ahead of the durable one while an append is under way. */
export interface PositionFold extends Fold {
  readonly seq: () => number
}

export const makePositionFold = (): PositionFold => {
  let seq = 0
  return {
    name: "position",
    apply: (_record, at) => {
      seq = at.seq
    },
    seq: () => seq
  }
}
