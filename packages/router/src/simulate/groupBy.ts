/** Lists by key, in order of the first of each. */
export function groupBy<A, K>(all: ReadonlyArray<A>, keyOf: (one: A) => K): Map<K, A[]> {
  const groups = new Map<K, A[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}
