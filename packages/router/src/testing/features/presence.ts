import * as fc from "fast-check"
import { type Channel, channels } from "../../Channel.ts"
import type { WhenLost } from "../../Configuration.ts"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const policies = fc
  .tuple(...channels.map(() => maybe(fc.constantFrom<WhenLost>("keep", "queue", "complete"))))
  .map((all) => present(Object.fromEntries(channels.map((channel, at) => [channel, all[at]])))) as fc.Arbitrary<
  Partial<Record<Channel, WhenLost>>
>

/** Desktops that are gone, for a while or for good (SPEC PRES-1 to PRES-4). */
export const presence: Feature = {
  name: "presence",
  configuration: fc
    .record({ lostAfterMs: fc.constantFrom(1, 1_500, 4_000), whenLost: maybe(policies) })
    .map((rules) => present(rules)) as NonNullable<Feature["configuration"]>,
  acts: [
    { weight: 2, arbitrary: fc.constant({ type: "Feature", act: "LosePresence" }) },
    { weight: 3, arbitrary: fc.constant({ type: "Feature", act: "ReturnPresence" }) }
  ],
  plays: {
    LosePresence: (view, pick) => {
      const all = [...view.agents()].filter(
        ({ presence: is }) => pick % 16 === 0 || is === "ready" || is === "not-ready"
      )
      const agent = all[pick % Math.max(1, all.length)]?.id
      return agent === undefined ? undefined : { type: "LosePresence", agent }
    },
    ReturnPresence: (view, pick) => {
      const all = [...view.agents()].filter(({ presence: is }) => pick % 16 === 0 || is === "lost")
      const agent = all[pick % Math.max(1, all.length)]?.id
      return agent === undefined ? undefined : { type: "ReturnPresence", agent }
    }
  }
}
