/**
 * Offers an agent accepted while the call was still on its way to the station. In memory only: an offer lives for seconds, and after a
 * restart the agent sees it ringing and presses again.
 */
export interface Accepts {
  readonly add: (offer: string) => void
  readonly has: (offer: string) => boolean
  /** True once for an offer that was added. */
  readonly take: (offer: string) => boolean
}

/** More than can ring at once at any centre; offers that ended without ringing fall out at the end. */
const kept = 10_000

export const makeAccepts = (): Accepts => {
  const offers = new Set<string>()
  return {
    add: (offer) => {
      offers.add(offer)
      const [oldest] = offers
      if (offers.size > kept && oldest !== undefined) offers.delete(oldest)
    },
    has: (offer) => offers.has(offer),
    take: (offer) => offers.delete(offer)
  }
}
