import type { Configuration } from "../../Configuration.ts"
import type { ConfigurationWarning } from "../../Warning.ts"
import { inOrder } from "../inOrder.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"

/** What of a change does not hold at once, or is not taken back with it (SPEC CONF-8). */
export function changeWarnings(s: State, next: Configuration): ReadonlyArray<ConfigurationWarning> {
  const found: ConfigurationWarning[] = []
  const signedIn = [...s.agentOf.values()].filter((agent) => s.agents.presence[agent]! > Presence.SignedOut).length
  for (const path of ["capacity", "units"] as const) {
    if (signedIn === 0 || inOrder(next[path] ?? {}) === inOrder(s.configuration[path] ?? {})) continue
    const who = signedIn === 1 ? "the one who is signed in keeps" : `the ${signedIn} who are signed in keep`
    const text = `holds for who signs in from then on; ${who} what he has: sign in again`
    found.push({ name: "CapacityFromSignIn", path, text: signedIn === 1 ? text : text.replace("he has", "they have") })
  }
  for (const [queue, handle] of s.queueOf) {
    if (s.queueMore[handle]?.hours === undefined || Object.hasOwn(next.queues, queue)) continue
    const text = "loses its hours with the queue: when it comes back, give them again (ScheduleQueue)"
    found.push({ name: "HoursDropped", path: `queues.${queue}`, text, queue })
  }
  return found
}
