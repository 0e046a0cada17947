import { Context, type Effect, type Stream } from "effect"
import type { StateError } from "./StateError.ts"

/** Bytes by their hash: attachments, recordings, raw mails. Laws B1 to B4 in `@strowger/router/testing`. */
export class BlobStore extends Context.Service<
  BlobStore,
  {
    /** Stores the octets, durably when it returns; twice the same is once. Returns their hash and number. */
    readonly put: <E>(
      bytes: Stream.Stream<Uint8Array, E>
    ) => Effect.Effect<{ readonly sha256: string; readonly bytes: number }, StateError | E>
    /** The octets of this hash; `undefined` = not there. */
    readonly get: (sha256: string) => Effect.Effect<Stream.Stream<Uint8Array, StateError> | undefined, StateError>
    /** Takes away what nobody refers to any more. */
    readonly sweep: (live: Stream.Stream<string>, olderThanMs: number) => Effect.Effect<number, StateError>
  }
>()("@strowger/router/BlobStore") {}
