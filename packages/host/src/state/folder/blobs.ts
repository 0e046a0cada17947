import { createHash, randomUUID } from "node:crypto"
import { createReadStream } from "node:fs"
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { BlobStore, type StateError } from "@strowger/router/ports"
import { Clock, Effect, Predicate, Stream } from "effect"
import { stateError } from "../faults.ts"

/**
 * Blobs as files named by their SHA-256, in folders of the first two digits. Written to a temporary file, fsynced, renamed, folder
 * fsynced: a half-written blob is absent. The hash is checked again on every read. `sweep` spares what is younger than its grace, and
 * a blob that is put again is young again.
 */
export const makeFolderBlobs = (directory: string): BlobStore["Service"] => {
  const temporary = join(directory, "tmp")
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256)
  const disk = <A>(what: string, run: () => Promise<A>) =>
    Effect.tryPromise({ try: run, catch: (cause) => diskError(what, cause) })

  const write = <E>(file: string, bytes: Stream.Stream<Uint8Array, E>) =>
    Effect.acquireUseRelease(
      disk(file, () => open(file, "wx", 0o600)),
      (handle) =>
        Effect.gen(function* () {
          const hash = createHash("sha256")
          let size = 0
          yield* Stream.runForEach(bytes, (chunk) =>
            disk(file, async () => {
              hash.update(chunk)
              size += chunk.length
              await writeAll(handle, chunk)
            })
          )
          yield* disk(file, () => handle.sync())
          return { sha256: hash.digest("hex"), bytes: size }
        }),
      (handle) => Effect.promise(() => handle.close())
    )

  return BlobStore.of({
    put: (bytes) =>
      Effect.suspend(() => {
        const file = join(temporary, randomUUID())
        return Effect.gen(function* () {
          yield* disk(temporary, () => mkdir(temporary, { recursive: true }))
          const put = yield* write(file, bytes)
          const folder = join(directory, put.sha256.slice(0, 2))
          yield* disk(folder, async () => {
            await mkdir(folder, { recursive: true })
            await rename(file, pathOf(put.sha256))
            await syncFolder(folder)
            await syncFolder(directory)
          })
          return put
        }).pipe(Effect.onError(() => Effect.promise(() => rm(file, { force: true }))))
      }),
    get: (sha256) =>
      Effect.gen(function* () {
        if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
        const found = yield* disk(sha256, () => exists(pathOf(sha256)))
        return found ? verified(pathOf(sha256), sha256) : undefined
      }),
    sweep: (live, olderThanMs) =>
      Effect.gen(function* () {
        const limit = (yield* Clock.currentTimeMillis) - olderThanMs
        // Listed before `live` is read: what is put meanwhile is not on the list.
        const found = yield* disk(directory, () => filesOf(directory))
        const kept = new Set(yield* Stream.runCollect(live))
        let removed = 0
        for (const { folder, name } of found) {
          if (kept.has(name)) continue
          const gone = yield* disk(name, () => removeIfOlder(join(directory, folder, name), limit))
          if (gone && folder !== "tmp") removed += 1
        }
        return removed
      })
  })
}

const writeAll = async (handle: FileHandle, chunk: Uint8Array): Promise<void> => {
  // Each round writes at least one byte or throws.
  for (let done = 0; done < chunk.length; ) {
    done += (await handle.write(chunk, done, chunk.length - done)).bytesWritten
  }
}

const verified = (file: string, sha256: string): Stream.Stream<Uint8Array, StateError> =>
  Stream.suspend(() => {
    const hash = createHash("sha256")
    const bytes = Stream.fromAsyncIterable<Uint8Array, StateError>(createReadStream(file), (cause) =>
      diskError(file, cause)
    )
    const check = Effect.suspend(() =>
      hash.digest("hex") === sha256
        ? Effect.void
        : Effect.fail(stateError("corrupt", `Blob ${sha256} was altered on disk. Restore it from a backup.`))
    )
    return bytes.pipe(
      Stream.tap((chunk) => Effect.sync(() => hash.update(chunk))),
      Stream.concat(Stream.fromEffectDrain(check))
    )
  })

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const exists = async (file: string): Promise<boolean> => {
  try {
    return (await stat(file)).isFile()
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return false
    throw cause
  }
}

const filesOf = async (
  directory: string
): Promise<ReadonlyArray<{ readonly folder: string; readonly name: string }>> => {
  const found = []
  for (const folder of await readdir(directory, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue
    for (const name of await readdir(join(directory, folder.name))) found.push({ folder: folder.name, name })
  }
  return found
}

const removeIfOlder = async (file: string, limitMs: number): Promise<boolean> => {
  try {
    if ((await stat(file)).mtimeMs > limitMs) return false
    await rm(file)
    return true
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return false
    throw cause
  }
}

const codeOf = (cause: unknown): unknown => (Predicate.hasProperty(cause, "code") ? cause.code : undefined)

const diskError = (what: string, cause: unknown): StateError => {
  const code = codeOf(cause)
  if (code === "ENOSPC" || code === "EDQUOT") {
    return stateError("full", `No room left for ${what}; nothing was written. Free disk space.`, cause)
  }
  return stateError("unavailable", `${what} cannot be read or written (${String(code ?? cause)}).`, cause)
}
