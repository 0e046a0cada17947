/** Who wants to hear of new entries, by partition. */
export const makeWatchers = () => {
  const listeners = new Map<string, Set<() => void>>()
  return {
    watch: (partition: string, listener: () => void): (() => void) => {
      const of = listeners.get(partition) ?? new Set()
      listeners.set(partition, of)
      of.add(listener)
      return () => {
        of.delete(listener)
      }
    },
    tell: (partition: string): void => {
      for (const listener of listeners.get(partition) ?? []) listener()
    }
  }
}
