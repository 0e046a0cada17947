import type {
  CallControl,
  Cursors,
  Journal,
  Leadership,
  PresenceSource,
  StateError,
  Transcript
} from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import type { Adapters } from "./adapters/Adapters.ts"
import { callActionsLayer } from "./calls/actions.ts"
import { presenceLayer } from "./calls/presenceLayer.ts"
import { reactToRouting } from "./calls/react.ts"
import { Switchboard } from "./calls/Switchboard.ts"
import { placesLayer } from "./conversations/places.ts"
import { transcriptLayer } from "./conversations/transcript.ts"
import { type Desk, deskLayer } from "./desk/Desk.ts"
import { Directory } from "./Directory.ts"
import { Folds, type FoldOptions } from "./folds.ts"
import { cursorsLayer, intakeLayer } from "./intake/layer.ts"
import type { IntakeOptions } from "./intake/run.ts"
import type { CallActions } from "./outbox/CallActions.ts"
import type { Outbox } from "./outbox/OutboxFold.ts"
import { pumpLayer } from "./outbox/pump.ts"
import type { PumpOptions } from "./outbox/PumpOptions.ts"
import { partitionLayer } from "./partition/layer.ts"
import type { Partition, PartitionClosed } from "./partition/Partition.ts"
import type { Tenure } from "./partition/Tenure.ts"

export interface StateOptions extends FoldOptions {
  /** Tenant or site; the name of the log. */
  readonly id: string
  /** Name of this host, for the log. */
  readonly host: string
  /** Id of the chat adapter whose customers read the transcript. Default "chat". */
  readonly chat?: string
}

export type StateRooms = Folds | Outbox | Switchboard | Partition | Tenure | Cursors | Transcript | CallActions

/** What must be there before an adapter is opened: the partition with everything rebuilt, and what adapters read of it. */
export const stateRooms = (
  options: StateOptions
): Layer.Layer<StateRooms, StateError | PartitionClosed, Journal | Leadership | Directory> => {
  const partition = Layer.unwrap(
    Effect.gen(function* () {
      const folds = yield* Folds
      const directory = yield* Directory
      const switchboard = yield* Switchboard
      const { id, host } = options
      const onRouted = reactToRouting({ folds, directory, switchboard, partition: id })
      return partitionLayer({ id, host, configuration: directory.router, folds: folds.all, onRouted })
    })
  )
  const chat = options.chat ?? "chat"
  return Layer.mergeAll(cursorsLayer, transcriptLayer(chat), placesLayer(chat), callActionsLayer).pipe(
    Layer.provideMerge(partition),
    Layer.provideMerge(foldsOf(options)),
    Layer.provideMerge(Switchboard.layer)
  )
}

/** Service levels are the directory's, where the options do not say. */
const foldsOf = (options: StateOptions) =>
  Layer.unwrap(
    Effect.map(Directory, (directory) =>
      Folds.layer({ serviceLevelMs: (queue) => directory.queue(queue)?.serviceLevelMs, ...options })
    )
  )

export interface LiveOptions {
  readonly intake?: IntakeOptions
  readonly pump?: PumpOptions
}

/** What runs once the adapters are open: units come in, intents go out, desks are served. */
export const liveRooms = (
  options: LiveOptions = {}
): Layer.Layer<Desk, never, StateRooms | Directory | Adapters | CallControl | PresenceSource> =>
  Layer.mergeAll(intakeLayer(options.intake), pumpLayer(options.pump), presenceLayer, deskLayer)
