import type { Command } from "../../../Command.ts"
import type { Configuration } from "../../../Configuration.ts"
import type { RouterEvent } from "../../../Event.ts"
import { again, eventsOf, type Log } from "../Log.ts"
import { canonical, type HistoryLaw, same } from "../HistoryLaw.ts"
import { configurationsOf } from "./scaled.ts"

/** M6: what cannot be chosen changes no choice. */
export const irrelevant: HistoryLaw = {
  id: "FAIR-3",
  says: "somebody who may take nothing, and a contact nobody may take, change nothing",
  asks: ["configuration"],
  premise: (log) =>
    configurationsOf(log).some((rules) => /"nobody":"signedIn"/.test(canonical(rules) ?? ""))
      ? "a rule asks whether anybody at all is signed in"
      : undefined,
  judge({ make }, log) {
    const first: Log["steps"] = guests.map((command) => ({ commands: [command], nowMs: 0, events: [], refusals: [] }))
    const steps = log.steps.map((step) => ({ ...step, commands: step.commands.map(withLost) }))
    const events = again(make(withQueue(log.configuration)), [...first, ...steps]).flatMap((step) => step.events)
    const others = events.filter((event) => !isGuest(event))
    same(others.map(plain), eventsOf(log).map(plain), "beside somebody who may take nothing and what nobody may take")
  }
}

const none = { voice: 0, chat: 0, sms: 0, email: 0, fax: 0 }
const guests: ReadonlyArray<Command> = [
  { type: "SignIn", agent: "guest", capacity: none },
  { type: "MakeReady", agent: "guest" },
  { type: "Enqueue", contact: "lost", queue: "lost", channel: "chat", priority: 9, creditMs: 9_000 }
]

const isGuest = (event: RouterEvent): boolean =>
  ("agent" in event && event.agent === "guest") || ("contact" in event && event.contact === "lost")

/** A queue whose need nobody can meet. */
function withQueue(rules: Configuration): Configuration {
  const [skill = "zh"] = rules.skills ?? []
  return { ...rules, queues: { ...rules.queues, lost: { needs: `${skill} >= 1 and ${skill} = 0` } } }
}

const withLost = (command: Command): Command =>
  command.type === "Configure" ? { ...command, configuration: withQueue(command.configuration) } : command

const plain = (event: RouterEvent): object => (event.type === "Configured" ? { ...event, configuration: {} } : event)
