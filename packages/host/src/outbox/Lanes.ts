/** In which order things are done: one after the other in a lane, lanes beside each other. */
export interface Lanes {
  readonly add: (group: string, lane: string, id: string) => void
  /** The next of a lane, undefined when it is empty: then the lane is over. */
  readonly next: (group: string, lane: string) => string | undefined
}

export const makeLanes = (start: (group: string, lane: string) => void): Lanes => {
  const lanes = new Map<string, Array<string>>()
  const keyOf = (group: string, lane: string) => `${group}\n${lane}`
  return {
    add: (group, lane, id) => {
      const queue = lanes.get(keyOf(group, lane))
      if (queue !== undefined) {
        queue.push(id)
        return
      }
      lanes.set(keyOf(group, lane), [id])
      start(group, lane)
    },
    next: (group, lane) => {
      const id = lanes.get(keyOf(group, lane))?.shift()
      if (id === undefined) lanes.delete(keyOf(group, lane))
      return id
    }
  }
}
