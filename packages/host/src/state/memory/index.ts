import { BlobStore, type StateError } from "@strowger/router/ports"
import { Context, Effect, Layer } from "effect"
import { localServices, type State } from "../localLayer.ts"
import { makeMemoryBlobs } from "./blobs.ts"
import { makeMemoryStore } from "./MemoryStore.ts"

/** State that ends with the process (durability D0). Each build of the layer is a new, empty store. */
export const memoryState: Layer.Layer<State, StateError> = Layer.effectContext(
  Effect.sync(() => Context.add(localServices(makeMemoryStore()), BlobStore, makeMemoryBlobs()))
)
