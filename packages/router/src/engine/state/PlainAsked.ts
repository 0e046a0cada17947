import { type Channel, channels } from "../../Channel.ts"
import type { QueuedSide } from "../evolve/contacts.ts"

/**
 * What contacts asked for that brought nothing of their own but a priority and what they need, checked under the rules in force. A way to
 * make no object for each of them; nothing is decided by it, and it is forgotten when the rules change or the index is built again.
 */
export class PlainAsked {
  private readonly ofQueue = new Map<unknown, Map<unknown, Map<number, QueuedSide>>>()
  private kept = 0

  get(queue: unknown, channel: unknown, priority: unknown, needs: unknown): QueuedSide | undefined {
    return typeof priority === "number"
      ? this.ofQueue
          .get(queue)
          ?.get(needs)
          ?.get(priority * 8 + channels.indexOf(channel as Channel))
      : undefined
  }

  /** Requirements are open-ended: what would be too many is forgotten. */
  keep(queue: string, channel: string, priority: number, needs: string | undefined, asked: QueuedSide): void {
    if (this.kept++ === 10_000) this.forget()
    let byNeeds = this.ofQueue.get(queue)
    if (byNeeds === undefined) this.ofQueue.set(queue, (byNeeds = new Map()))
    let byPriority = byNeeds.get(needs)
    if (byPriority === undefined) byNeeds.set(needs, (byPriority = new Map()))
    byPriority.set(priority * 8 + channels.indexOf(channel as Channel), asked)
  }

  forget(): void {
    this.ofQueue.clear()
    this.kept = 0
  }
}
