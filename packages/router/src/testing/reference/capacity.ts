import { type Channel, channels } from "../../Channel.ts"
import type { SignIn } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"

const defaults: Record<Channel, number> = { voice: 1, chat: 3, sms: 3, email: 2, fax: 1 }
const everyOther = channels.filter((channel) => channel !== "voice")

export interface TakesAtATime {
  readonly capacity: Readonly<Record<Channel, number>>
  readonly units?: number
}

/** What a sign-in gives an agent, or undefined where it cannot be. */
export function takesAtATime(
  rules: Configuration,
  { capacity: own = {}, units = rules.units }: SignIn
): TakesAtATime | undefined {
  const { costs = {}, exclusive = ["voice"] } = rules
  const capacity = { ...defaults }
  for (const channel of channels) {
    if (exclusive.includes(channel) && (own[channel] ?? 0) > 1) return undefined
    const ours = exclusive.includes(channel) ? 1 : defaults[channel]
    capacity[channel] = own[channel] ?? rules.capacity?.[channel] ?? ours
    if (units !== undefined && capacity[channel] > 0 && (costs[channel] ?? 1) > units) return undefined
  }
  return units === undefined ? { capacity } : { capacity, units }
}

/** The rule that keeps one more contact of channel `x` from joining these; undefined = there is room (SPEC CAP-1, 2, 3, 6, 8). */
export function noRoomBy(
  rules: Configuration,
  takes: TakesAtATime,
  held: ReadonlyArray<Channel>,
  x: Channel
): string | undefined {
  const { costs = {}, exclusive = ["voice"] } = rules
  const interrupts: Configuration["interrupts"] = rules.interrupts ?? { voice: everyOther }
  const kept = held.filter((y) => !interrupts[x]?.includes(y))
  const alone = channels.find((y) => exclusive.includes(y) && kept.includes(y))
  if (alone !== undefined) return alone === "voice" ? "CAP-2" : "CAP-6"
  if (held.filter((y) => y === x).length >= takes.capacity[x]) return "CAP-1"
  if (exclusive.includes(x) && kept.some((y) => y !== x)) return "CAP-6"
  if (takes.units === undefined) return undefined
  const taken = kept.reduce((sum, y) => sum + (costs[y] ?? 1), 0)
  return taken + (costs[x] ?? 1) <= takes.units ? undefined : "CAP-8"
}

/** Channels whose accepted work is put aside by other accepted work that interrupts it and is not interrupted by it (SPEC CAP-7). */
export function interruptedOf(rules: Configuration, accepted: ReadonlyArray<Channel>): ReadonlyArray<Channel> {
  const interrupts: Configuration["interrupts"] = rules.interrupts ?? { voice: everyOther }
  const puts = (by: Channel, of: Channel) => (interrupts[by]?.includes(of) ?? false) && !interrupts[of]?.includes(by)
  return channels.filter((of) => accepted.includes(of) && accepted.some((by) => puts(by, of)))
}
