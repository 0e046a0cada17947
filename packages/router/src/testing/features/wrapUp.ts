import * as fc from "fast-check"
import type { WrapUp } from "../../Configuration.ts"
import type { View } from "../../View.ts"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const more = {
  keepsCapacity: maybe(fc.boolean()),
  channels: maybe(fc.constantFrom<WrapUp["channels"]>([], ["chat"], ["chat", "voice"]))
}
const ofTime = fc.record({
  mode: fc.constantFrom("timed", "fixed", "requested"),
  ms: fc.constantFrom(1_500, 2_000, 3_000),
  extendMs: maybe(fc.constantFrom(1, 700)),
  maxMs: fc.option(fc.constantFrom(3_000, 5_000), { nil: undefined, freq: 4 }),
  ...more
})
const open = fc.record({
  mode: fc.constantFrom("optional", "discretionary"),
  maxMs: maybe(fc.constantFrom(3_000)),
  ...more
})

/** A contact in this state, now and then any, with its agent, now and then another. */
function pairIn(view: View, state: string, pick: number): { contact: string; agent: string } | undefined {
  const wild = pick % 16 === 0
  const all = [...view.contacts()].filter((contact) => wild || contact.state === state)
  const one = all[pick % Math.max(1, all.length)]
  return one === undefined ? undefined : { contact: one.id, agent: pick % 23 === 0 ? "bo" : (one.agent ?? "ann") }
}

/** The modes of wrap-up, asked for and extended (SPEC WRAP-3 to WRAP-7). */
export const wrapUp: Feature = {
  name: "wrapUp",
  queue: fc
    .oneof(ofTime, ofTime, open, fc.constant({ mode: "none" }))
    .map((rule) => ({ wrapUp: present(rule) as WrapUp })),
  acts: [
    { weight: 2, arbitrary: fc.constant({ type: "Feature", act: "RequestWrapUp" }) },
    {
      weight: 2,
      arbitrary: maybe(fc.constantFrom(0, 1, 1_000, 2_000)).map((byMs) => ({
        type: "Feature",
        act: "ExtendWrapUp",
        data: present({ byMs })
      }))
    }
  ],
  mend: (configuration) => {
    const queues = Object.entries(configuration.queues).map(([name, { wrapUpMs, ...queue }]) => [
      name,
      queue.wrapUp === undefined && wrapUpMs !== undefined ? { ...queue, wrapUpMs } : queue
    ])
    return { ...configuration, queues: Object.fromEntries(queues) }
  },
  plays: {
    RequestWrapUp: (view, pick) => {
      const pair = pairIn(view, "active", pick)
      return pair && { type: "RequestWrapUp", ...pair }
    },
    ExtendWrapUp: (view, pick, data) => {
      const pair = pairIn(view, "wrap-up", pick)
      return pair && { type: "ExtendWrapUp", ...pair, ...(data as object) }
    }
  }
}
