import type { InboundSession } from "@strowger/router/ports"
import type { Draft } from "../partition/Partition.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"

/**
 * A chat page came or went. Coming opens no contact (the first message does) and a pause only shows; a customer who closed the chat, or
 * whose grace is over, waits no longer. An agent who is on it keeps it: the transcript stays and the customer may come back.
 */
export const takeSession = (draft: Draft, room: IntakeRoom, adapter: string, unit: InboundSession): void => {
  if (unit.type !== "SessionClosed") return
  const contact = room.folds.conversations.byThread(adapter, unit.thread)?.contact
  const state = contact === undefined ? undefined : draft.router.view.contact(contact)?.state
  if (contact !== undefined && (state === "waiting" || state === "unreachable" || state === "offered")) {
    draft.route({ type: "Abandon", contact })
  }
}
