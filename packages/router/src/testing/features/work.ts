import * as fc from "fast-check"
import type { Command } from "../../Command.ts"
import type { View } from "../../View.ts"
import type { Feature } from "./Feature.ts"

/** Everything somebody at work could do next; what is rarely possible stands there more often. */
function next(view: View): ReadonlyArray<Command> {
  const all: Command[] = []
  for (const { id: contact, agent, state, offer, queue } of view.contacts()) {
    if (agent === undefined) continue
    const pair = { contact, agent }
    const { mode = "none", ms = 0, maxMs = 0 } = view.configuration.queues[queue]?.wrapUp ?? {}
    const onRequest = mode === "optional" || mode === "requested"
    if (state === "offered" && offer !== undefined) all.push({ type: "Accept", ...pair, offer: offer.id })
    if (state === "active") {
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
  }
  return all
}

/** The plain day's work, so that the rarer rules meet contacts that are served, and not only contacts that wait. */
export const work: Feature = {
  name: "work",
  acts: [{ weight: 40, arbitrary: fc.constant({ type: "Feature", act: "Work" }) }],
  plays: {
    Work: (view, pick) => {
      const all = next(view)
      return all[pick % Math.max(1, all.length)]
    }
  }
}
