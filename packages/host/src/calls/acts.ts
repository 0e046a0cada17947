import type { Draft } from "../partition/Partition.ts"
import type { Call } from "./Call.ts"
import type { CallRoom } from "./CallRoom.ts"
import { intend } from "./intend.ts"

/** Off the agent's station, back to where it came in. */
export const deflect = (draft: Draft, room: CallRoom, call: Call, device: string): void => {
  if (call.vdn === "") return
  intend(draft, room.partition, call.adapter, "at-most-once", {
    type: "DeflectCall",
    thread: call.thread,
    contact: call.contact,
    device,
    to: call.vdn
  })
}

/** The agent takes it. Routing counts it as accepted when the switch says it is answered. */
export const answerCall = (draft: Draft, room: CallRoom, call: Call, device: string): void => {
  intend(draft, room.partition, call.adapter, "at-most-once", {
    type: "AnswerCall",
    thread: call.thread,
    contact: call.contact,
    device
  })
}

/** The agent hangs up. The contact is over when the switch says the call is. */
export const clearCall = (draft: Draft, room: CallRoom, call: Call, device: string): void => {
  intend(draft, room.partition, call.adapter, "at-most-once", {
    type: "ClearCall",
    thread: call.thread,
    contact: call.contact,
    device
  })
}
