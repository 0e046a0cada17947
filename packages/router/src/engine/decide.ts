import type { Command } from "../Command.ts"
import type { Refusal } from "../Refusal.ts"
import { makeNotReady, makeReady, signIn, signOut } from "./decide/agents.ts"
import { failCallback, requestCallback } from "./decide/callback.ts"
import { configure, revertConfiguration } from "./decide/configure.ts"
import { abandon, cancel, exclude, markReachable, markUnreachable } from "./decide/contacts.ts"
import { scheduleQueue } from "./decide/scheduleQueue.ts"
import { accept, decline } from "./decide/offers.ts"
import { enqueue } from "./decide/enqueue.ts"
import { park, wake } from "./decide/parking.ts"
import { losePresence, returnPresence } from "./decide/presence.ts"
import { complete, endWrapUp, extendWrapUp, requestWrapUp } from "./decide/wrapUp.ts"
import { consult, handOver, join, leave } from "./decide/consult.ts"
import { pull } from "./decide/pull.ts"
import { assign, pick } from "./decide/take.ts"
import { transfer } from "./decide/transfer.ts"
import { reprioritise } from "./decide/reprioritise.ts"
import { refuse } from "./refuse.ts"
import type { State } from "./State.ts"

/**
 * What a command means. Each one checks in full first, then writes its facts: a refusal has written nothing (SPEC DET-5). Asking for
 * what already is changes nothing and is not refused (SPEC DET-6).
 */
export function decide(s: State, command: Command): Refusal | undefined {
  switch (command.type) {
    case "SignIn":
      return signIn(s, command)
    case "SignOut":
      return signOut(s, command)
    case "MakeReady":
      return makeReady(s, command)
    case "MakeNotReady":
      return makeNotReady(s, command)
    case "Enqueue":
      return enqueue(s, command)
    case "Exclude":
      return exclude(s, command)
    case "Reprioritise":
      return reprioritise(s, command)
    case "MarkUnreachable":
      return markUnreachable(s, command)
    case "MarkReachable":
      return markReachable(s, command)
    case "Accept":
      return accept(s, command)
    case "Decline":
      return decline(s, command)
    case "Complete":
      return complete(s, command)
    case "Park":
      return park(s, command)
    case "Wake":
      return wake(s, command)
    case "LosePresence":
      return losePresence(s, command)
    case "ReturnPresence":
      return returnPresence(s, command)
    case "EndWrapUp":
      return endWrapUp(s, command)
    case "RequestWrapUp":
      return requestWrapUp(s, command)
    case "ExtendWrapUp":
      return extendWrapUp(s, command)
    case "Pick":
      return pick(s, command)
    case "Assign":
      return assign(s, command)
    case "Pull":
      return pull(s, command)
    case "Transfer":
      return transfer(s, command)
    case "Consult":
      return consult(s, command)
    case "HandOver":
      return handOver(s, command)
    case "Join":
      return join(s, command)
    case "Leave":
      return leave(s, command)
    case "Abandon":
      return abandon(s, command)
    case "Cancel":
      return cancel(s, command)
    case "Configure":
      return configure(s, command)
    case "RevertConfiguration":
      return revertConfiguration(s)
    case "RequestCallback":
      return requestCallback(s, command)
    case "CallbackFailed":
      return failCallback(s, command)
    case "ScheduleQueue":
      return scheduleQueue(s, command)
    case "Tick":
      return undefined
  }
  return refuse("InvalidValue", `no command ${String((command as { type?: unknown }).type)}`, "type")
}
