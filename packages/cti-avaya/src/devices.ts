import { Effect } from "effect"
import type { RequestError } from "./session/Requests.ts"
import type { Session } from "./session/Session.ts"

/** The switch's ids of extensions, asked for once in a session. */
export class Devices {
  readonly #session: Session
  readonly #switchName: string
  readonly #ids = new Map<string, string>()

  constructor(session: Session, switchName: string) {
    this.#session = session
    this.#switchName = switchName
  }

  /** A telephone we monitor and control. Other sessions may too: our own one before a restart still lives for a while. */
  station(extension: string): Effect.Effect<string, RequestError> {
    return this.#cached(
      extension,
      Effect.map(
        this.#session.ask(
          {
            type: "GetDeviceId",
            switchName: this.#switchName,
            extension,
            controllableByOtherSessions: true
          },
          "GetDeviceIdResponse"
        ),
        ({ device }) => device
      )
    )
  }

  /** A VDN, a hunt group, a number outside. */
  thirdParty(extension: string): Effect.Effect<string, RequestError> {
    return this.#cached(
      extension,
      Effect.map(
        this.#session.ask(
          { type: "GetThirdPartyDeviceId", switchName: this.#switchName, extension },
          "GetThirdPartyDeviceIdResponse"
        ),
        ({ device }) => device
      )
    )
  }

  /** Where a call shall go, even if the server will not name it: then in the form the server uses elsewhere. */
  destination(extension: string): Effect.Effect<string> {
    return this.thirdParty(extension).pipe(Effect.catch(() => Effect.succeed(`${extension}:${this.#switchName}::0`)))
  }

  known(extension: string): string | undefined {
    return this.#ids.get(extension)
  }

  /** A new session knows none of the old one's ids. */
  forget(): void {
    this.#ids.clear()
  }

  #cached(extension: string, ask: Effect.Effect<string, RequestError>): Effect.Effect<string, RequestError> {
    return Effect.suspend(() => {
      const id = this.#ids.get(extension)
      if (id !== undefined) return Effect.succeed(id)
      return Effect.tap(ask, (device) => Effect.sync(() => this.#ids.set(extension, device)))
    })
  }
}
