import type { Inbound } from "@strowger/router/ports"

const hour = 3_600_000
const day = 24 * hour

/** How long after a unit its far side may still offer it again, in milliseconds. Beyond that a key is forgotten. */
export const retentionMs = (unit: Inbound): number => {
  switch (unit.type) {
    case "Message":
    case "Part":
      return { voice: day, sms: 7 * day, email: 30 * day, chat: day, fax: 7 * day }[unit.from.channel]
    case "Receipt":
      return 7 * day
    case "SessionOpened":
    case "SessionResumed":
    case "SessionPaused":
    case "SessionClosed":
    case "Activity":
    case "CallOffered":
    case "CallRinging":
    case "CallAnswered":
    case "CallHeld":
    case "CallRetrieved":
    case "CallDiverted":
    case "CallLeft":
    case "CallEnded":
    case "CallsPresent":
      return day
  }
}

/** A unit that could not be understood is not asked for again for as long as anything is. */
export const poisonRetentionMs = 30 * day
