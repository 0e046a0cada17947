import type { Configuration } from "@strowger/router"
import type { StateError } from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import { partitionLayer } from "../../src/partition/layer.ts"
import type { Address, Fold, PartitionClosed } from "../../src/partition/Partition.ts"
import type { Partition } from "../../src/partition/Partition.ts"
import type { Tenure } from "../../src/partition/Tenure.ts"
import type { Record } from "../../src/records/Record.ts"
import type { State } from "../../src/state/localLayer.ts"

export const configuration: Configuration = {
  queues: { loans: { needs: "loan >= 3", offerMs: 20_000, wrapUpMs: 5_000 }, cards: { offerMs: 10_000 } }
}

/** Remembers everything it was told, in order: what the other folds would see. */
export const makeTape = (): Fold & { readonly heard: Array<readonly [Record, Address]> } => {
  const heard: Array<readonly [Record, Address]> = []
  return {
    name: "tape",
    heard,
    apply: (record, at) => {
      heard.push([structuredClone(record), at])
    }
  }
}

/** A partition over a store, with its folds. The store's layer is built anew: a restart for a store that keeps, a new one for memory. */
export const partitionOver = (
  state: Layer.Layer<State, StateError>,
  folds: ReadonlyArray<Fold>,
  given: Configuration = configuration
): Layer.Layer<Partition | Tenure | State, StateError | PartitionClosed> =>
  partitionLayer({ id: "p1", host: "test", configuration: given, folds }).pipe(Layer.provideMerge(state))

/** Runs with a layer of its own that is closed at the end. */
export const within = <A, E, R, EL>(layer: Layer.Layer<R, EL>, run: Effect.Effect<A, E, R>) =>
  Effect.provide(run, layer, { local: true })
