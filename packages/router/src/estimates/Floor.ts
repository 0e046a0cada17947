import type { Channel } from "../Channel.ts"
import type { Configuration } from "../Configuration.ts"
import type { AgentView, View } from "../View.ts"

/** One contact in somebody's hands. */
interface InHand {
  readonly queue: string
  readonly channel: Channel
}

const everyOther: Readonly<Partial<Record<Channel, ReadonlyArray<Channel>>>> = {
  voice: ["sms", "email", "chat", "fax"]
}

/** Who has what in hand, at one instant; and so how often somebody becomes free. */
export class Floor {
  private readonly view: View
  private readonly handleMs: (queue: string, channel: Channel) => number
  private readonly hands = new Map<string, InHand[]>()
  private readonly rates = new Map<string, number>()
  private readonly sums = new Map<ReadonlySet<string>, Map<string, number>>()

  constructor(view: View, handleMs: (queue: string, channel: Channel) => number) {
    this.view = view
    this.handleMs = handleMs
    for (const { queue, channel, state, agent, agents, offers, wrapUps } of view.contacts()) {
      if (state === "waiting" || state === "unreachable" || state === "parked") continue
      const who = agents ?? offers?.map((offer) => offer.agent) ?? (agent === undefined ? [] : [agent])
      for (const one of new Set([...who, ...(wrapUps ?? [])])) {
        const hand = this.hands.get(one) ?? []
        hand.push({ queue, channel })
        this.hands.set(one, hand)
      }
    }
  }

  /**
   * How often one of these agents becomes free for a contact of this queue and channel, per millisecond: the sum of 1 / mean handle time
   * over everything whose end makes room for it. Somebody who has nothing of that kind counts as if he had such a contact already.
   */
  rate(agents: ReadonlySet<string>, queue: string, channel: Channel): number {
    const key = `${channel} ${queue}`
    let sums = this.sums.get(agents)
    if (sums === undefined) this.sums.set(agents, (sums = new Map()))
    let sum = sums.get(key)
    if (sum === undefined) sums.set(key, (sum = this.sumOf(agents, queue, channel)))
    return sum
  }

  private sumOf(agents: ReadonlySet<string>, queue: string, channel: Channel): number {
    let sum = 0
    for (const agent of agents) {
      const key = `${channel} ${agent}`
      let rate = this.rates.get(key)
      if (rate === undefined) {
        rate = 0
        for (const one of this.blocking(agent, channel)) rate += 1 / this.handleMs(one.queue, one.channel)
        this.rates.set(key, rate)
      }
      sum += rate === 0 ? 1 / this.handleMs(queue, channel) : rate
    }
    return sum
  }

  private blocking(agent: string, channel: Channel): ReadonlyArray<InHand> {
    const hand = this.hands.get(agent)
    if (hand === undefined) return []
    const alone = hand.filter((one) => keepsAway(this.view.configuration, one.channel, channel))
    if (alone.length > 0) return alone
    const { capacity, units } = this.view.agent(agent) as AgentView
    const same = hand.filter((one) => one.channel === channel)
    if (same.length >= capacity[channel]) return same
    return units === undefined ? [] : hand
  }
}

/** Does live work of `of` keep a contact of `from` away as a whole, whatever slots there are (SPEC CAP-6)? */
function keepsAway(
  { exclusive = ["voice"], interrupts = everyOther }: Configuration,
  of: Channel,
  from: Channel
): boolean {
  if (!exclusive.includes(of) && !(exclusive.includes(from) && of !== from)) return false
  return !(interrupts[from] ?? []).includes(of)
}
