import { Console, Effect, Layer } from "effect"
import type { File } from "../config/File.ts"
import { SettingMissing } from "../config/settings.ts"
import { type HostOptions, hostLayer, Listening } from "../Host.ts"
import { Tenure } from "../partition/Tenure.ts"
import { CommandFailed } from "./CommandFailed.ts"

/** Says where everything listens. */
export const announce = (file: File) =>
  Effect.gen(function* () {
    const listening = yield* Listening
    yield* Console.log(
      `Desk, wall and API  http://${file.http.host ?? "127.0.0.1"}:${file.http.port}  (API: /docs, metrics: /metrics)`
    )
    for (const chat of listening.chat) yield* Console.log(`Customer chat       port ${chat.port}`)
    for (const mail of listening.email) {
      if (mail.smtpPort !== undefined) yield* Console.log(`Mail listener       port ${mail.smtpPort}`)
    }
    yield* Console.log("Ready.")
  })

/** Runs the host until it is told to stop, or until the partition is lost: then it ends with an error, for its supervisor to start it again. */
export const runHost = <A, E, R>(file: File, options: HostOptions, ready: () => Effect.Effect<A, E, R>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const layer = yield* Effect.try({
        try: () => hostLayer(file, options),
        catch: (error) =>
          missing(error) ?? new CommandFailed({ message: `The host cannot be set up: ${String(error)}` })
      })
      const context = yield* Layer.build(layer).pipe(
        Effect.catch((error) => Effect.fail(new CommandFailed({ message: `The host cannot start: ${why(error)}` }))),
        // Thrown where an adapter's settings are read, in the middle of the start.
        Effect.catchDefect((defect) => missing(defect) ?? Effect.die(defect))
      )
      yield* Effect.provide(ready(), context)
      const ended = yield* Effect.provide(
        Effect.flatMap(Tenure, (tenure) => tenure.ended),
        context
      )
      return yield* new CommandFailed({ message: `The host stopped: ${ended.message}` })
    })
  )

const missing = (error: unknown): CommandFailed | undefined =>
  error instanceof SettingMissing ? new CommandFailed({ message: error.message }) : undefined

/** In words, with what to do; the system's own code where it gives nothing else. */
const why = (error: { readonly message: string; readonly cause?: unknown }): string => {
  const { code, port, address } = (error.cause ?? {}) as { code?: string; port?: number; address?: string }
  if (code === "EADDRINUSE") {
    return `port ${port} of ${address} is in use. Stop what listens there, or change \`http.port\` in the configuration.`
  }
  if (code === "EACCES")
    return `port ${port} of ${address} is not ours to open. Use a port above 1023, or grant the right.`
  if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") {
    return "`http.host` is no address of this machine. Name one that is, or leave it out for 127.0.0.1."
  }
  return error.message === "" ? (code ?? "no reason was given") : error.message
}
