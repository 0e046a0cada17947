import { Context, type Effect, type Stream } from "effect"
import type { StateError } from "./StateError.ts"

/** Bytes by their hash: attachments, recordings, raw mails. Laws B1 to B4 in `@strowger/router/testing`. */
export class BlobStore extends Context.Service<
  BlobStore,
  {
    readonly put: <E>(
      bytes: Stream.Stream<Uint8Array, E>
    ) => Effect.Effect<{ readonly sha256: string; readonly bytes: number }, StateError | E>
    readonly get: (sha256: string) => Effect.Effect<Stream.Stream<Uint8Array, StateError> | undefined, StateError>
    readonly sweep: (live: Stream.Stream<string>, olderThanMs: number) => Effect.Effect<number, StateError>
  }
>()("@strowger/router/BlobStore") {}
