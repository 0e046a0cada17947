/** Seconds of head start from a list like `0,30,80-100:5,120`: numbers, and ranges with a step. Undefined = no such list. */
export const creditsOf = (list: string): ReadonlyArray<number> | undefined => {
  const credits = new Set<number>()
  for (const part of list.split(",")) {
    const found = /^\s*(\d{1,6})(?:-(\d{1,6}):(\d{1,6}))?\s*$/.exec(part)
    if (found === null) return undefined
    const from = Number(found[1])
    const to = found[2] === undefined ? from : Number(found[2])
    const step = found[3] === undefined ? 1 : Number(found[3])
    if (to < from || step < 1 || (to - from) / step > 1000) return undefined
    for (let credit = from; credit <= to; credit += step) credits.add(credit)
  }
  return [...credits].sort((a, b) => a - b)
}
