/** In which order things are done: one after the other in a lane, lanes beside each other, at most `limit` of one group at once. */
export interface Lanes {
  readonly add: (group: string, lane: string, id: string) => void
  /** The next of a lane, undefined when it is empty: then the lane is over and the next one of its group starts. */
  readonly next: (group: string, lane: string) => string | undefined
}

export const makeLanes = (limit: number, start: (group: string, lane: string) => void): Lanes => {
  const lanes = new Map<string, Array<string>>()
  const running = new Map<string, number>()
  const waiting = new Map<string, Array<string>>()
  const keyOf = (group: string, lane: string) => `${group}\n${lane}`

  const begin = (group: string, lane: string): void => {
    running.set(group, (running.get(group) ?? 0) + 1)
    start(group, lane)
  }
  return {
    add: (group, lane, id) => {
      const queue = lanes.get(keyOf(group, lane))
      if (queue !== undefined) {
        queue.push(id)
        return
      }
      lanes.set(keyOf(group, lane), [id])
      if ((running.get(group) ?? 0) < limit) return begin(group, lane)
      const others = waiting.get(group)
      if (others === undefined) waiting.set(group, [lane])
      else others.push(lane)
    },
    next: (group, lane) => {
      const id = lanes.get(keyOf(group, lane))?.shift()
      if (id !== undefined) return id
      lanes.delete(keyOf(group, lane))
      running.set(group, (running.get(group) ?? 1) - 1)
      const following = waiting.get(group)?.shift()
      if (following !== undefined) begin(group, following)
      return undefined
    }
  }
}
