import type { Index } from "./Index.ts"
import type { Row } from "./Row.ts"

/** Fills a row with the profiles that fit a demand and of which somebody stands on a shelf of these keys. */
export function rowOnShelves(
  index: Index,
  demand: number,
  row: Row,
  keys: ReadonlyArray<number>,
  rankOf: (profile: number) => number | undefined
): Row {
  const { crews } = index
  const { shelves } = crews
  const seen = new Set<number>()
  row.size = row.ranks.length = 0
  for (const key of keys) {
    for (const shelf of shelves.of(key)) {
      for (let place = shelves.head[shelf]!; place >= 0; place = shelves.next[place]!) {
        const profile = crews.profile[crews.crewOf(shelves.owner[place]!)]!
        if (seen.has(profile)) continue
        seen.add(profile)
        if (!index.fits(demand, profile)) continue
        const rank = rankOf(profile)
        if (rank !== undefined) row.ranks.push(rank)
        row.push(profile, index.fitOf(demand, profile))
      }
    }
  }
  return row
}
