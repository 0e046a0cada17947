import type { Difference, MovedContact, Place } from "../Difference.ts"
import type { RouterEvent } from "../Event.ts"

/** The whole of it in lines: how many, who, what to know. */
export function differenceText({ refusal, events, contacts, warnings }: Omit<Difference, "text">): string {
  if (refusal !== undefined) return `It would be refused: ${refusal.text}`
  const offered = events.filter(({ type }) => type === "OfferMade").length
  const ended = contacts.filter(({ after }) => after === undefined).length
  const counts = [
    `${counted(contacts.length, "contact")} would stand elsewhere`,
    ...(offered === 0 ? [] : [`${counted(offered, "offer")} would be made`]),
    ...(ended === 0 ? [] : [`${ended} would end`])
  ]
  const first =
    events.length === 0 ? "It is the configuration in force: nothing would change." : `${counts.join(", ")}.`
  return [
    first,
    ...contacts.map((moved) => line(moved, events)),
    ...warnings.map(({ name, path, text }) => `${name} ${path}: ${text}`)
  ].join("\n")
}

const counted = (n: number, what: string): string => `${n === 0 ? "no" : n} ${what}${n === 1 ? "" : "s"}`

const line = ({ contact, before, after }: MovedContact, events: ReadonlyArray<RouterEvent>): string =>
  `${contact}: ${stands(before)} -> ${after === undefined ? endOf(contact, events) : stands(after)}`

function stands({ queue, state, agent = "", agents = [agent], position, step, callback }: Place): string {
  const all = agents.join(", ")
  const kind = callback ? ", a callback" : ""
  switch (state) {
    case "waiting":
    case "unreachable": {
      const how = state === "waiting" ? "waits" : "is unreachable"
      return `${how} in ${queue}${step === undefined ? "" : ` at step ${step}`}, place ${position}${kind}`
    }
    case "offered":
      return `rings at ${all}`
    case "active":
      return `is served by ${all}`
    case "parked":
      return `is parked at ${all}`
    case "wrap-up":
      return `is in wrap-up at ${all}`
  }
}

function endOf(contact: string, events: ReadonlyArray<RouterEvent>): string {
  const last = events.findLast((event) => event.type === "ContactDeflected" && event.contact === contact)
  return last?.type === "ContactDeflected" ? `${last.to === "end" ? "over" : last.to} (${last.because})` : "over"
}
