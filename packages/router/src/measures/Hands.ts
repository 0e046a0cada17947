import type { Channel } from "../Channel.ts"
import { channels } from "../Channel.ts"
import { perChannel } from "./Counts.ts"
import type { Days } from "./Days.ts"

/** What one agent is and has in hand, and since when that is booked. */
export interface Hand {
  sinceMs: number
  presence: "out" | "ready" | "notReady" | "lost"
  /** What he was when he was lost. */
  wasReady: boolean
  slots: Readonly<Record<Channel, number>>
  inHand: number
  taken: Record<Channel, number>
}

/** Integrates what agents have in hand over time. Whatever changes an agent books first what was so far. */
export class Hands {
  readonly all: Map<string, Hand> = new Map()
  private readonly days: Days

  constructor(days: Days) {
    this.days = days
  }

  /** The agent as he is to be changed at this instant. */
  at(agent: string, nowMs: number): Hand {
    let hand = this.all.get(agent)
    if (hand === undefined) {
      hand = {
        sinceMs: nowMs,
        presence: "out",
        wasReady: false,
        slots: perChannel(() => 0),
        inHand: 0,
        taken: perChannel(() => 0)
      }
      this.all.set(agent, hand)
    }
    this.book(agent, hand, nowMs)
    return hand
  }

  bookAll(nowMs: number): void {
    for (const [agent, hand] of this.all) this.book(agent, hand, nowMs)
  }

  private book(agent: string, hand: Hand, nowMs: number): void {
    const { sinceMs, presence, inHand, taken, slots } = hand
    hand.sinceMs = nowMs
    const isStaffed = presence === "ready" || inHand > 0
    if (!isStaffed) return
    this.days.cut(sinceMs, nowMs, (fromMs, untilMs) => {
      const ms = untilMs - fromMs
      const sums = this.days.agent(fromMs, agent)
      sums.staffedMs += ms
      if (inHand > 0) sums.busyMs += ms
      sums.inHandMs += ms * inHand
      for (const channel of channels) {
        sums.takenMs[channel] += ms * taken[channel]
        sums.slotMs[channel] += ms * slots[channel]
      }
    })
  }
}
