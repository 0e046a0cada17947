import type { Transfer } from "../../Transfer.ts"
import type { Refusal } from "../../Refusal.ts"
import { isWhole } from "../compile/check.ts"
import { admit } from "../deflect.ts"
import { emitFact } from "../emit.ts"
import { wrapUpSaid } from "../log/wrapUps.ts"
import { excludes } from "../excludes.ts"
import { beginHold } from "../holds.ts"
import { isId, refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { signedIn } from "./agents.ts"
import { needsRefusal } from "./needs.ts"
import { endConsults } from "./endConsults.ts"
import { knownQueue } from "./knownQueue.ts"
import { priorityRefusal } from "./priorityRefusal.ts"
import { isAlone, serving } from "./offers.ts"
import { awayMs } from "./pull.ts"
import { wrapUpAfter } from "./finish.ts"

export function transfer(s: State, command: Transfer): Refusal | undefined {
  const e = serving(s, command)
  if (typeof e !== "number") return e
  const contact = s.engagements.contact[e]!
  const target = targetOf(s, contact, command.to, command.agent)
  if ("reason" in target) return target
  const { queue } = target
  const { needs, priority } = command
  const wrong =
    (needs === undefined ? undefined : needsRefusal(s, needs)) ??
    (priority === undefined ? undefined : priorityRefusal(priority))
  if (wrong !== undefined) return wrong
  if (!isAlone(s, contact))
    return refuse(
      "InConference",
      `others serve ${command.contact} too: leave it to them, or wait until they left`,
      "contact"
    )
  const transfers = nextTransfer(s, contact)
  if (typeof transfers !== "number") return transfers
  const { ms, y } = wrapUpAfter(s, e)
  endConsults(s, contact, undefined)
  emitFact(s, {
    type: "ContactTransferred",
    atMs: s.nowMs,
    contact: command.contact,
    agent: command.agent,
    queue: s.queueName[queue]!,
    transfers,
    notAgainUntilMs: s.nowMs + awayMs(s, queue),
    ...(needs === undefined ? {} : { needs }),
    // Written once: -0 is 0.
    ...(priority === undefined ? {} : { priority: priority + 0 }),
    ...wrapUpSaid(s.nowMs, ms, y)
  })
  if (target.agent === undefined) admit(s, contact)
  else beginHold(s, contact, target.agent, "transfer", target.holdMs)
  return undefined
}

interface Target {
  readonly queue: number
  /** Id of the one agent who is meant. */
  readonly agent?: string
  readonly holdMs?: number
}

/** The queue, or the agent for whom the contact is held where it is. */
export function targetOf(s: State, contact: number, to: Transfer["to"], by: string): Target | Refusal {
  const asked: Readonly<Record<string, unknown>> = typeof to === "object" && to !== null ? { ...to } : {}
  if (asked.agent === undefined) {
    if (!isId(asked.queue))
      return refuse("InvalidValue", 'to must name a queue, e.g. { queue: "loans" }, or an agent', "to")
    const queue = knownQueue(s, asked.queue, "to")
    return typeof queue === "number" ? { queue } : queue
  }
  const agent = signedIn(s, asked.agent as string)
  if (typeof agent !== "number") return { ...agent, field: "to" }
  const id = s.agents.id[agent]!
  if (id === by) return { ...refuse("TransferLoop", `${id} has it already: name somebody else`, "to"), rule: "XFER-4" }
  if (excludes(s, contact, agent))
    return refuse("AgentExcluded", `${id} and the contact exclude one another: name somebody else`, "to")
  const { holdMs = 20_000 } = asked
  if (!isWhole(holdMs, 0, 30 * 86_400_000))
    return refuse("InvalidValue", "holdMs must be a whole number of milliseconds from 0 to 30 days", "to")
  return { queue: s.contacts.queue[contact]!, agent: id, holdMs }
}

/** The number of this transfer, unless there were too many (SPEC XFER-4). */
export function nextTransfer(s: State, contact: number): number | Refusal {
  const done = s.contacts.more[contact]?.transfers ?? 0
  const { maxTransfers = 10 } = s.configuration
  if (done < maxTransfers) return done + 1
  const id = s.contacts.idOf(contact)
  const text = `contact ${id} was transferred ${done} times: complete it, or raise maxTransfers`
  return { ...refuse("TransferLoop", text, "contact"), rule: "XFER-4" }
}
