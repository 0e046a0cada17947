import type { InboundPart } from "@strowger/router/ports"
import { appendCustomerLine, type Place } from "../conversations/append.ts"
import type { Draft } from "../partition/Partition.ts"
import type { IntakeRoom, Joined } from "./IntakeRoom.ts"
import { askForAgent } from "./message.ts"
import { missingParts, type PartSet, startsAnew } from "./PartsFold.ts"

/** A part is recorded alone; the one that makes its set whole makes the message. A late one amends the line its set became. */
export const takePart = (
  draft: Draft,
  room: IntakeRoom,
  adapter: string,
  part: InboundPart,
  record: () => void
): void => {
  const { parts } = room.folds
  const before = parts.set(adapter, part.set.id)
  const over = before !== undefined && startsAnew(before, part) ? before : undefined
  // Read before anything is written: octets that cannot be read must not leave half a decision.
  const overJoined = over?.joined === undefined && over !== undefined ? joinSet(room, over) : undefined
  const continued = over === undefined ? before : undefined
  const now = new Map(continued?.parts).set(part.set.number, part)
  const whole = missingParts({ total: part.set.total, parts: now }).length === 0
  const joined = whole || continued?.joined !== undefined ? joinSet(room, { parts: now }) : undefined

  if (over !== undefined && overJoined !== undefined) writeJoined(draft, room, over, overJoined)
  record()
  const set = parts.set(adapter, part.set.id)
  if (set !== undefined && joined !== undefined) writeJoined(draft, room, set, joined)
}

/** Joins what there is of every set whose gap has lasted too long. */
export const joinDueParts = (draft: Draft, room: IntakeRoom): void => {
  const due = room.folds.parts.due(draft.nowMs).map((set) => [set, joinWhatCan(room, set)] as const)
  for (const [set, joined] of due) writeJoined(draft, room, set, joined)
}

const joinSet = (room: IntakeRoom, set: Pick<PartSet, "parts">): Joined => room.join([...set.parts.values()])

/** A set nobody can read is a message all the same: its customer waits for an answer. */
const joinWhatCan = (room: IntakeRoom, set: PartSet): Joined => {
  try {
    return joinSet(room, set)
  } catch {
    return { missing: missingParts({ total: set.total, parts: new Map() }) }
  }
}

const writeJoined = (draft: Draft, room: IntakeRoom, set: PartSet, joined: Joined): void => {
  const { conversations } = room.folds
  const said = {
    content: joined.content ?? { text: "" },
    joins: { adapter: set.adapter, set: set.id },
    ...(joined.missing.length === 0 ? {} : { incomplete: joined.missing })
  }
  if (set.joined !== undefined) {
    const { conversation, seq } = set.joined
    const line = conversations.conversation(conversation)?.lines[seq - 1]
    // The line keeps its time: it was said then.
    const atMs = line?.atMs ?? draft.nowMs
    draft.write({ type: "Message", atMs, conversation, seq, author: "customer", ...said })
    return
  }
  const { adapter, thread, from, to } = set
  const place: Place = { adapter, thread, channel: from.channel, from, to }
  const conversation = appendCustomerLine(draft, conversations, place, said)
  askForAgent(draft, room, conversation, place, set.key)
}
