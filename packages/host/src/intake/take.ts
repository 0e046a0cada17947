import type { Inbound, Recorded } from "@strowger/router/ports"
import { isCallUnit, takeCallUnit } from "../calls/take.ts"
import type { Draft } from "../partition/Partition.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"
import { takeMessage } from "./message.ts"
import { takePart } from "./part.ts"
import { takeSession } from "./session.ts"
import { keyDigest, secondDigest } from "./sourceKey.ts"

/**
 * Takes one inbound unit: known already, nothing is written; new, the unit and all that follows from it are one decision. What may throw
 * (a unit that cannot be written, parts that cannot be read) comes before the first write, so that a bad unit leaves nothing half done.
 */
export const takeUnit = (
  draft: Draft,
  room: IntakeRoom,
  adapter: string,
  unit: Inbound,
  cursor: string | undefined
): Recorded => {
  const known = room.folds.intake.taken(keyDigest(unit.key))
  if (known !== undefined) return duplicate(known.seq)
  const record = () => {
    draft.write({
      type: "UnitTaken",
      atMs: draft.nowMs,
      unit,
      adapter,
      ...(cursor === undefined ? {} : { cursor })
    })
  }
  const second = secondDigest(unit)
  const before = second === undefined ? undefined : room.folds.intake.taken(second)
  if (before !== undefined) {
    // The same mail under a new number: recorded, so that the account is read on, and nothing more.
    record()
    return duplicate(before.seq)
  }
  if (isCallUnit(unit)) {
    takeCallUnit(draft, room, adapter, unit, record)
    return { duplicate: false }
  }
  switch (unit.type) {
    case "Message":
      record()
      return { duplicate: false, seq: takeMessage(draft, room, adapter, unit) }
    case "Part":
      takePart(draft, room, adapter, unit, record)
      return { duplicate: false }
    case "SessionOpened":
    case "SessionResumed":
    case "SessionPaused":
    case "SessionClosed":
      record()
      takeSession(draft, room, adapter, unit)
      return { duplicate: false }
    case "Activity":
    case "Receipt":
      record()
      room.matchReceipt(draft, unit, adapter)
      return { duplicate: false }
  }
}

const duplicate = (seq: number | undefined): Recorded => ({ duplicate: true, ...(seq === undefined ? {} : { seq }) })
