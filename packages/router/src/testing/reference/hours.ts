import { deflect } from "./deflect.ts"
import type { Ledger } from "./Ledger.ts"
import type { World } from "./world.ts"

/** Hours of a queue, or none; the alarm rings when it closes, if it is open, or opens next. */
export function setHours(ledger: Ledger, queue: string, hours: World["hours"][string] | undefined): void {
  const all = ledger.world.hours
  ledger.silence("hours", queue)
  if (hours === undefined) delete all[queue]
  else all[queue] = hours
  const [next] = hours?.next ?? []
  if (hours !== undefined && next !== undefined) ledger.alarm("hours", queue, hours.open ? next.untilMs : next.fromMs)
}

export function openOrClose(ledger: Ledger, queue: string): void {
  turn(ledger, queue, !ledger.world.hours[queue]!.open)
}

/** Opens or closes a queue; who waits when it closes is asked to go where the queue says, first come first. */
export function turn(ledger: Ledger, queue: string, open: boolean): void {
  const { world, nowMs: atMs } = ledger
  const hours = world.hours[queue]
  if (hours !== undefined) {
    const isOver = !open && hours.next[0] !== undefined && hours.next[0].fromMs <= atMs
    setHours(ledger, queue, { open, next: isOver ? hours.next.slice(1) : hours.next })
  }
  ledger.say({ type: open ? "QueueOpened" : "QueueClosed", atMs, queue })
  if (open) return
  const atClose = world.queues[queue]?.atClose ?? { do: "stay" }
  const waits = world.contacts.filter((c) => c.queue === queue && (c.state === "waiting" || c.state === "unreachable"))
  for (const contact of waits) deflect(ledger, contact, atClose, "closing")
}
