import * as fc from "fast-check"
import type { Command } from "../../Command.ts"
import type { ContactView, View } from "../../View.ts"
import type { Feature } from "./Feature.ts"

/** Everything somebody at work could do next; what is rarely possible stands there more often. */
function next(view: View): ReadonlyArray<Command> {
  const all: Command[] = []
  for (const seen of view.contacts()) {
    const { id: contact, agent, agents = [], state, offer, queue } = seen
    if (agent === undefined) continue
    const pair = { contact, agent }
    const { mode = "none", ms = 0, maxMs = 0 } = view.configuration.queues[queue]?.wrapUp ?? {}
    const onRequest = mode === "optional" || mode === "requested"
    if (state === "offered" && offer !== undefined) {
      // A consult somebody answered is where handing over and joining begin.
      const answers = seen.consultOf === undefined ? 1 : 4
      for (let n = 0; n < answers; n++) all.push({ type: "Accept", ...pair, offer: offer.id })
    }
    if (state === "offered" && offer !== undefined && all.length % 4 === 0) {
      all.push({ type: "Decline", ...pair, offer: offer.id })
    }
    if (state === "active" && agents.length > 1) {
      const pairs = agents.map((one) => ({ contact, agent: one }))
      const leaves: Command = { type: "Leave", ...pairs[1]! }
      all.push(leaves, leaves, leaves, leaves, { type: "Transfer", ...pairs[0]!, to: { queue } })
    }
    if (state === "active") all.push(...fromConsult(seen))
    if (state === "active" && seen.consultOf === undefined && isSomebodyFree(view)) {
      const asks: Command = { type: "Consult", ...pair, consult: `${contact}k${view.nowMs}`, to: { queue } }
      all.push(asks, asks, asks, asks)
    }
    if (state === "active") {
      if (seen.callback !== undefined) {
        for (let n = 0; n < 4; n++) all.push({ type: "CallbackFailed", ...pair, reason: "busy" })
      }
      all.push({ type: "Complete", ...pair }, { type: "Complete", ...pair })
      if (onRequest) for (let n = 0; n < 9; n++) all.push({ type: "RequestWrapUp", ...pair })
      else if (maxMs > ms) for (let n = 0; n < 9; n++) all.push({ type: "Complete", ...pair })
      else if (view.configuration.lostAfterMs !== undefined) {
        all.push({ type: "LosePresence", agent }, { type: "LosePresence", agent })
      } else all.push({ type: "Park", ...pair })
    }
    if (state === "parked") all.push({ type: "Wake", contact })
    if (state !== "wrap-up") continue
    if (maxMs > ms) for (let n = 0; n < 9; n++) all.push({ type: "ExtendWrapUp", ...pair, byMs: 1 })
    all.push({ type: "EndWrapUp", ...pair })
  }
  for (const { id: agent, presence } of view.agents()) {
    if (presence === "not-ready") all.push({ type: "MakeReady", agent })
    if (presence === "lost") all.push({ type: "ReturnPresence", agent })
    if (presence === "lost") all.push({ type: "ReturnPresence", agent })
  }
  return all
}

const isSomebodyFree = (view: View) =>
  [...view.agents()].some(({ presence, contacts }) => presence === "ready" && contacts.length === 0)

/** A consult that somebody answered: he takes the contact over, or joins it. */
function fromConsult({ consultOf: contact, consultBy: from, agent: to }: ContactView): ReadonlyArray<Command> {
  if (contact === undefined || from === undefined || to === undefined) return []
  const both: ReadonlyArray<Command> = [
    { type: "HandOver", contact, from, to },
    { type: "Join", contact, agent: to }
  ]
  return Array.from({ length: 12 }, () => both).flat()
}

/** The plain day's work, so that the rarer rules meet contacts that are served, and not only contacts that wait. */
export const work: Feature = {
  name: "work",
  acts: [{ weight: 24, arbitrary: fc.constant({ type: "Feature", act: "Work" }) }],
  plays: {
    Work: (view, pick) => {
      const all = next(view)
      return all[pick % Math.max(1, all.length)]
    }
  }
}
