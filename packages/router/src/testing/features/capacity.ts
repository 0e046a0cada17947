import * as fc from "fast-check"
import { type Channel, channels } from "../../Channel.ts"
import type { Configuration } from "../../Configuration.ts"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"

const perChannel = <A>(of: fc.Arbitrary<A>): fc.Arbitrary<Partial<Record<Channel, A>>> =>
  fc
    .tuple(...channels.map(() => maybe(of)))
    .map((all) => present(Object.fromEntries(channels.map((channel, at) => [channel, all[at]])))) as never

const some = (of: ReadonlyArray<Channel>) => fc.subarray([...of])

/** Units, costs, exclusive channels and the interrupt matrix (SPEC CAP-6 to CAP-9). */
export const capacity: Feature = {
  name: "capacity",
  configuration: fc
    .record({
      units: maybe(fc.integer({ min: 2, max: 8 })),
      costs: maybe(perChannel(fc.integer({ min: 0, max: 4 }))),
      exclusive: maybe(some(channels)),
      interrupts: maybe(
        fc
          .tuple(...channels.map((channel) => maybe(some(channels.filter((other) => other !== channel)))))
          .map((all) => present(Object.fromEntries(channels.map((channel, at) => [channel, all[at]]))))
      )
    })
    .map(present) as NonNullable<Feature["configuration"]>,
  signIn: fc
    .record({
      units: maybe(fc.integer({ min: 1, max: 8 })),
      capacity: maybe(
        fc
          .record({ voice: maybe(fc.nat(2)), chat: maybe(fc.nat(3)), email: maybe(fc.nat(2)), fax: maybe(fc.nat(1)) })
          .map(present)
      )
    })
    .map(present) as NonNullable<Feature["signIn"]>,
  mend: (configuration: Configuration): Configuration => {
    const { units, costs = {}, exclusive = ["voice"], capacity: slots } = configuration
    const mended: Partial<Record<Channel, number>> = { ...slots }
    for (const channel of channels) {
      if (exclusive.includes(channel) && (mended[channel] ?? 0) > 1) mended[channel] = 1
      if (units !== undefined && (costs[channel] ?? 1) > units) mended[channel] = 0
    }
    return Object.keys(mended).length === 0 ? configuration : { ...configuration, capacity: mended }
  }
}
