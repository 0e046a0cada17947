import type { Configuration } from "../Configuration.ts"
import { callback } from "./alarmKinds.ts"
import { configured } from "./evolve/configured.ts"
import { present, replace, rest, type SignedInSide, signIn, signOut } from "./evolve/agents.ts"
import { drop, leaveLane, queue, type QueuedSide, wait } from "./evolve/contacts.ts"
import { complete, endOffer, endWrapUp, offer } from "./evolve/engagements.ts"
import { endExclusion, exclude } from "./evolve/exclusions.ts"
import { noteHandled } from "./evolve/handled.ts"
import { forgetPreferred } from "./evolve/holds.ts"
import { stopSteps } from "./evolve/steps.ts"
import { noteTaken } from "./evolve/taken.ts"
import { Kind } from "./log/Rows.ts"
import type { State } from "./State.ts"
import { Presence } from "./state/Agents.ts"
import { ContactState, Origin } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"

/** One fact becomes state. The only writer: replay calls this with recorded facts and nothing else. */
export function evolve(
  s: State,
  kind: number,
  c: number,
  a: number,
  e: number,
  x: number,
  y: number,
  side: unknown
): void {
  switch (kind) {
    case Kind.Configured:
      return configured(s, side as Configuration)
    case Kind.SignedIn:
      return signIn(s, a, side as SignedInSide)
    case Kind.SignedOut:
      return signOut(s, a)
    case Kind.Ready:
      present(s, a, Presence.Ready, undefined)
      s.agents.misses[a] = 0
      while (s.agents.firstExclusion[a]! >= 0) endExclusion(s, s.agents.firstExclusion[a]!)
      rest(s, a)
      s.touchedAgents.add(a)
      return
    case Kind.NotReady:
      return present(s, a, Presence.NotReady, side as string | undefined)
    case Kind.Queued:
      return queue(s, c, side as QueuedSide)
    case Kind.Excluded:
      return exclude(s, c, s.agentFor(side as string), -1)
    case Kind.Unreachable:
      leaveLane(s, c)
      s.moveTo(c, ContactState.Unreachable)
      return
    case Kind.Reachable:
      return wait(s, c, Origin.Returned)
    case Kind.Offered:
      return offer(s, c, a, e, x)
    case Kind.Accepted:
      s.timers.clear(s.engagements.timer[e]!)
      s.engagements.timer[e] = -1
      s.engagements.state[e] = EngagementState.Active
      s.engagements.acceptedAtMs[e] = s.nowMs
      s.agents.misses[a] = 0
      leaveLane(s, c)
      s.moveTo(c, ContactState.Active)
      if (s.contacts.more[c]?.callback !== undefined) s.alarms.clear(callback, c)
      forgetPreferred(s, c)
      if (s.queues[s.contacts.queue[c]!]!.relaxation !== undefined) stopSteps(s, c)
      noteHandled(s, a)
      noteTaken(s, a, c)
      rest(s, a)
      replace(s, a)
      return
    case Kind.Declined:
      keepAway(s, c, a, endOffer(s, c, a, e), x)
      return
    case Kind.Expired:
      keepAway(s, c, a, endOffer(s, c, a, e), x)
      s.agents.misses[a]!++
      rest(s, a)
      replace(s, a)
      return
    case Kind.Rescinded:
      endOffer(s, c, a, e)
      return
    case Kind.Completed:
      return complete(s, c, a, e, x, y)
    case Kind.WrapUpEnded:
      return endWrapUp(s, c, a, e)
    case Kind.Abandoned:
    case Kind.Cancelled:
      leaveLane(s, c)
      drop(s, c)
      return
  }
}

/** `ms` where the queue says how long, else as long as the offer was meant to stay open (SPEC OFFER-6, OFFER-20). */
const keepAway = (s: State, c: number, a: number, offerMs: number, ms: number) =>
  exclude(s, c, a, ms > 0 ? ms : offerMs)
