import * as fc from "fast-check"
import type { Feature } from "./Feature.ts"

/** Configurations that leave out a queue somebody waits in: they are refused (SPEC CONF-2). */
export const mistakes: Feature = {
  name: "mistakes",
  acts: [{ weight: 1, arbitrary: fc.constant({ type: "Feature", act: "LeaveOutQueue" }) }],
  plays: {
    LeaveOutQueue: (view, pick) => {
      const live = [...view.contacts()].map(({ queue }) => queue)
      if (live.length === 0) return undefined
      const out = live[pick % live.length]
      // The others as plain as can be: nothing else may be wrong when its last contact ends at this very instant.
      const others = Object.keys(view.configuration.queues).filter((name) => name !== out)
      return { type: "Configure", configuration: { queues: Object.fromEntries(others.map((name) => [name, {}])) } }
    }
  }
}
