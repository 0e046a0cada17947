/**
 * The known name somebody may have meant: the one fewest slips away (a letter too many, too few, another, or two the wrong way round),
 * if that is few for its length; the first of equals. Letters in capitals are no slip.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 60) return undefined
  const wanted = name.toLowerCase()
  let best: string | undefined
  let fewest = name.length <= 2 ? 1 : name.length <= 5 ? 2 : name.length <= 9 ? 3 : 4
  for (const candidate of known) {
    if (candidate.length > 60) continue
    const slips = slipsBetween(wanted, candidate.toLowerCase())
    // One slip in a name of one or two letters makes any other.
    if (slips >= fewest || (slips > 0 && slips >= candidate.length)) continue
    best = candidate
    fewest = slips
  }
  return best
}

/** `: did you mean "zh"?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearest(name, known)
  return near === undefined ? "" : `: did you mean "${near}"?`
}

/** Edits between two words; neighbours the wrong way round count as one. */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
