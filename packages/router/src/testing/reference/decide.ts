import type { Command } from "../../Command.ts"
import { makeNotReady, makeReady, signIn, signOut } from "./decide/agents.ts"
import { failCallback, requestCallback } from "./decide/callback.ts"
import { configure, revertConfiguration } from "./decide/configure.ts"
import { abandon, cancel, enqueue, exclude, markReachable, markUnreachable, reprioritise } from "./decide/contacts.ts"
import { scheduleQueue } from "./decide/scheduleQueue.ts"
import { accept, decline } from "./decide/offers.ts"
import { complete, endWrapUp, extendWrapUp, requestWrapUp } from "./decide/wrapUp.ts"
import { park, wake } from "./parking.ts"
import { losePresence, returnPresence } from "./presence.ts"
import { consult, handOver, join, leave } from "./decide/consult.ts"
import { transfer } from "./decide/transfer.ts"
import { assign, pick, pull } from "./decide/take.ts"
import type { Ledger, Reason } from "./Ledger.ts"

type Decisions = {
  readonly [T in Command["type"]]: (ledger: Ledger, command: Extract<Command, { type: T }>) => Reason | undefined
}

/** What each command means. */
const decisions: Decisions = {
  SignIn: signIn,
  SignOut: signOut,
  MakeReady: makeReady,
  MakeNotReady: makeNotReady,
  Enqueue: enqueue,
  Exclude: exclude,
  Reprioritise: reprioritise,
  MarkUnreachable: markUnreachable,
  MarkReachable: markReachable,
  Accept: accept,
  Decline: decline,
  Complete: complete,
  Park: park,
  Wake: wake,
  LosePresence: losePresence,
  ReturnPresence: returnPresence,
  EndWrapUp: endWrapUp,
  RequestWrapUp: requestWrapUp,
  ExtendWrapUp: extendWrapUp,
  Pick: pick,
  Assign: assign,
  Pull: pull,
  Transfer: transfer,
  Consult: consult,
  HandOver: handOver,
  Join: join,
  Leave: leave,
  Abandon: abandon,
  Cancel: cancel,
  Configure: configure,
  RevertConfiguration: revertConfiguration,
  ScheduleQueue: scheduleQueue,
  RequestCallback: requestCallback,
  CallbackFailed: failCallback,
  Tick: () => undefined
}

export const decide = (ledger: Ledger, command: Command): Reason | undefined =>
  (decisions[command.type] as (ledger: Ledger, command: Command) => Reason | undefined)(ledger, command)
