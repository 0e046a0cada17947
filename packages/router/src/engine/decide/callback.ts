import type { CallbackFailed, RequestCallback } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { becomeCallback, takeTurn } from "../callback/take.ts"
import { isTooLate, turnOf } from "../callback/turn.ts"
import { isWhole } from "../compile/check.ts"
import { defaultGapMs, maxGapMs, maxRetries } from "../compile/callback.ts"
import { emitFact } from "../emit.ts"
import { inOrder } from "../inOrder.ts"
import { engagementsIn } from "../engagementOf.ts"
import { Because } from "../log/Rows.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { EngagementState } from "../state/Engagements.ts"
import { notServed } from "./contacts.ts"
import { endConsults } from "./endConsults.ts"
import { intervalsMistake } from "./intervals.ts"
import { engagement } from "./offers.ts"
import { rescindOffers } from "../rescind.ts"

/** New terms take the place of those before; what rings is taken back, for it would be dialled by the old ones (SPEC QUEUE-29). */
export function requestCallback(s: State, command: RequestCallback): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.more[contact]?.consultOf !== undefined)
    return refuse("ContactNotWaiting", `${command.contact} is between two agents: nobody is called back`, "contact")
  const { windows, notBeforeMs = 0, retries = 0, gapMs = defaultGapMs } = command
  const why = windows === undefined ? undefined : intervalsMistake(windows)
  if (why !== undefined) return refuse("InvalidValue", `windows: ${why}`, "windows")
  if (!isWhole(notBeforeMs, 0, Number.MAX_SAFE_INTEGER))
    return refuse("InvalidValue", "notBeforeMs must be an instant, whole milliseconds", "notBeforeMs")
  if (!isWhole(retries, 0, maxRetries))
    return refuse("InvalidValue", `retries must be a whole number from 0 to ${maxRetries}`, "retries")
  if (!isWhole(gapMs, 0, maxGapMs))
    return refuse("InvalidValue", `gapMs must be whole milliseconds from 0 to ${maxGapMs}`, "gapMs")
  const apart = windows?.map(({ fromMs, untilMs }) => ({ fromMs, untilMs }))
  const terms = { ...(apart === undefined ? {} : { windows: apart }), notBeforeMs, retries, gapMs }
  if (isTooLate(turnOf(terms, s.nowMs)))
    return refuse("InvalidValue", "windows: none of them lies ahead, give one that does", "windows")
  const before = s.contacts.more[contact]?.callback
  if (before !== undefined && inOrder(before) === inOrder(terms)) return undefined
  rescindOffers(s, contact, Because.Callback)
  becomeCallback(s, contact, terms, undefined)
  return undefined
}

/** Nobody was reached: again after the gap, from the same place, or it is over (SPEC QUEUE-31). */
export function failCallback(s: State, command: CallbackFailed): Refusal | undefined {
  const { contact: id, agent, reason } = command
  if (typeof reason !== "string" || reason === "")
    return refuse("InvalidValue", 'reason must be a text, e.g. "busy"', "reason")
  const e = engagement(s, command)
  if (typeof e !== "number") return e
  const contact = s.engagements.contact[e]!
  const terms = s.contacts.more[contact]?.callback
  if (s.engagements.state[e] !== EngagementState.Active || terms === undefined)
    return refuse("NotEngaged", `${agent} is not calling back ${id}`, "contact")
  if (engagementsIn(s, contact, EngagementState.Active).length > 1)
    return refuse("NotEngaged", `${id} is a conference by now: complete it, or leave it`, "contact")
  const atMs = s.nowMs
  endConsults(s, contact, undefined)
  emitFact(s, { type: "CallbackFailed", atMs, contact: id, agent, reason, retries: Math.max(0, terms.retries - 1) })
  if (terms.retries > 0) takeTurn(s, contact)
  else emitFact(s, { type: "ContactDeflected", atMs, contact: id, to: "end", because: "callbackFailed" })
  return undefined
}
