import type { RouterEvent } from "@strowger/router"
import type { Draft } from "../partition/Partition.ts"
import type { Call } from "./Call.ts"
import type { CallRoom } from "./CallRoom.ts"
import { deflect } from "./acts.ts"
import { intend } from "./intend.ts"
import { tellTelephone } from "./presence.ts"

/**
 * What the telephone must do about what the engine just did; called inside the decision, after every step, so that an offer and the
 * answer to the switch are one append. An offer sends the caller to the agent's station; an offer that ended unaccepted takes him off it.
 */
export const reactToRouting =
  (room: CallRoom) =>
  (draft: Draft, events: ReadonlyArray<RouterEvent>): void => {
    for (const event of events) {
      switch (event.type) {
        case "OfferMade": {
          const call = room.folds.calls.byContact(event.contact)
          if (call !== undefined) routeCall(draft, room, call, event)
          break
        }
        case "OfferExpired":
        case "OfferDeclined":
          takeBack(draft, room, event)
          break
        case "OfferRescinded":
          // Abandoned: nobody is there. Unreachable: we said so ourselves, after taking the caller back.
          if (agentsSide.has(event.because)) takeBack(draft, room, event)
          break
        default:
          tellTelephone(draft, room, event)
      }
    }
  }

/** The caller is still there, and the agent may not have him. */
const agentsSide: ReadonlySet<string> = new Set(["agentNotReady", "agentSignedOut", "excluded", "pulled"])

const routeCall = (
  draft: Draft,
  room: CallRoom,
  call: Call,
  event: Extract<RouterEvent, { readonly type: "OfferMade" }>
): void => {
  // An earlier event of the same step may have ended this offer again.
  if (draft.router.view.contact(call.contact)?.offer?.id !== event.offer) return
  const device = room.directory.agent(event.agent)?.device
  if (device === undefined || !room.switchboard.questions.isOpen(call.thread)) {
    draft.route({ type: "MarkUnreachable", contact: call.contact })
    return
  }
  intend(draft, room.partition, call.adapter, "at-most-once", {
    type: "RouteCall",
    thread: call.thread,
    contact: call.contact,
    device
  })
}

/** The agent does not get the call: send it back to where it came in, and wait for the vector to ask again. */
const takeBack = (draft: Draft, room: CallRoom, event: { readonly contact: string; readonly agent: string }): void => {
  const call = room.folds.calls.byContact(event.contact)
  const device = room.directory.agent(event.agent)?.device
  if (call === undefined || device === undefined) return
  // Still on its way there: it is sent back when it rings.
  if (call.at?.device === device && call.at.state === "ringing") deflect(draft, room, call, device)
  markUnreachable(draft, room, call)
}

/** Without an open question no agent can be given the caller; he keeps place and clock. */
export const markUnreachable = (draft: Draft, room: CallRoom, call: Call): void => {
  if (room.switchboard.questions.isOpen(call.thread)) return
  const state = draft.router.view.contact(call.contact)?.state
  if (state === "waiting" || state === "offered") draft.route({ type: "MarkUnreachable", contact: call.contact })
}
