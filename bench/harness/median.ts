export function median(of: ReadonlyArray<number>): number {
  if (of.length === 0) throw new Error("no median of nothing")
  const inOrder = [...of].sort((a, b) => a - b)
  return inOrder[inOrder.length >> 1]!
}
