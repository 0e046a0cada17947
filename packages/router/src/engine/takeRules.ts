import { channels } from "../Channel.ts"
import type { Configuration } from "../Configuration.ts"
import { looksAtUnaccepted, queueRule, retired, scans } from "./compile/Policy.ts"
import { Vocabulary } from "./compile/Vocabulary.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { countStaff } from "./staffLevel.ts"

/** The rules of a configuration, by queue. */
export function takeRules(s: State, configuration: Configuration): void {
  s.configuration = configuration
  // It was checked under the rules before.
  s.plain.forget()
  s.waves.configure(configuration.wave?.maxPairs)
  s.vocabulary = new Vocabulary(configuration)
  s.whenLost = channels.map((channel) => configuration.whenLost?.[channel] ?? (channel === "voice" ? "keep" : "queue"))
  for (let queue = 0; queue < s.queues.length; queue++) s.queues[queue] = retired
  for (const name of Object.keys(configuration.queues)) {
    s.queues[s.queueFor(name)] = queueRule(name, configuration.queues[name]!, s.rules)
  }
  s.missing = s.queues.find(({ own }) => own !== undefined && own.rule === undefined)?.own
  s.scansPairs = s.queues.some(({ own }) => scans(own))
  s.handledMs = Math.max(0, ...s.queues.map(({ agents }) => agents.windowMs))
  s.leaves = s.queues.some(({ admission }) => admission !== undefined && admission.staffLevel > 0)
  s.reserveQueues = Object.keys(configuration.queues)
    .map((name) => s.queueFor(name))
    .filter((queue) => s.queues[queue]!.reserve.length > 0)
  s.skips = s.queues.some((rule) => rule.relaxation?.skips)
  s.watches = s.skips || s.reserveQueues.length > 0
  countAllStaff(s)
  keepUnaccepted(s)
}

/** When the first rule asks for staff, everybody is counted who is here: as of now, whatever was counted before. */
function countAllStaff(s: State): void {
  const counted = s.countsStaff
  s.countsStaff = s.skips || s.queues.some(({ admission }) => admission?.asksStaff === true)
  if (counted || !s.countsStaff) return
  for (const agent of s.agentOf.values()) countStaff(s, agent)
  s.leaving.forget()
  s.skipping.forget()
}

function keepUnaccepted(s: State): void {
  if (!s.unaccepted.keep(s.queues.map(looksAtUnaccepted))) return
  const { contacts, unaccepted } = s
  for (const contact of s.contactOf.values())
    unaccepted.moved(contact, contacts.queue[contact]!, ContactState.Gone, contacts.state(contact))
}
