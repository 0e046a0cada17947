import type { Configure } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { Refusal } from "../../Refusal.ts"
import { checkConfiguration } from "../compile/checkConfiguration.ts"
import { canonical, emit } from "../emit.ts"
import { Kind } from "../log/Rows.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { copyOf } from "../state/More.ts"

export function configure(s: State, command: Configure): Refusal | undefined {
  const mistakes = checkConfiguration(command.configuration, s.rules.names)
  if (mistakes.length > 0) {
    const text = mistakes.map((mistake) => `${mistake.path}: ${mistake.text}`).join("\n")
    return refuse("InvalidConfiguration", text, "configuration")
  }
  const isLeft = (queue: number) =>
    !Object.hasOwn(command.configuration.queues, s.queueName[queue]!) && isUsed(s, queue)
  const isHolding = s.queueName.some((_, queue) => isLeft(queue))
  for (const contact of isHolding ? s.contactOf.values() : []) {
    const queue = s.contacts.queue[contact]!
    if (!isLeft(queue)) continue
    const name = s.queueName[queue]!
    return refuse(
      "InvalidConfiguration",
      `queues.${name}: still holds contact ${s.contacts.idOf(contact)}: keep the queue until it is empty`,
      "configuration"
    )
  }
  if (canonical(command.configuration) === canonical(s.configuration)) return undefined
  emit(s, Kind.Configured, -1, -1, -1, 0, s.version + 1, copied(command.configuration))
  return undefined
}

const isUsed = ({ census }: State, queue: number): boolean =>
  census.slice(queue * 8 + ContactState.Waiting, queue * 8 + ContactState.Parked + 1).some((n) => n > 0)

/** The configuration before the last change, once more; doing it twice goes back and forth (SPEC CONF-9). */
export function revertConfiguration(s: State): Refusal | undefined {
  if (s.previous === undefined)
    return refuse("NothingToRevert", "the configuration never changed: there is none before it")
  const refusal = configure(s, { type: "Configure", configuration: s.previous })
  return refusal && refuse(refusal.reason, `the one before: ${refusal.text}`)
}

/** The caller may go on to change his object; the log may not change with it. */
export function copied(configuration: Configuration): Configuration {
  const { queues, ...rest } = configuration
  return copyOf({ queues, ...rest })
}
