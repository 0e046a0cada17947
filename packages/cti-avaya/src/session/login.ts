import { Effect, Redacted } from "effect"
import type { Settled } from "../AvayaOptions.ts"
import type { MessageOf } from "../messages/Message.ts"
import type { RequestError } from "./Requests.ts"
import type { Session } from "./Session.ts"

const start = (
  settings: Settled,
  ask: Session["ask"],
  sessionID: string
): Effect.Effect<MessageOf<"StartApplicationSessionPosResponse">, RequestError> =>
  ask(
    {
      type: "StartApplicationSession",
      applicationInfo: {
        applicationID: settings.applicationId,
        applicationSpecificInfo: {
          userName: settings.user,
          password: Redacted.value(settings.password),
          sessionCleanupDelay: settings.cleanupDelayS,
          ...(sessionID === "" ? {} : { sessionID })
        }
      },
      requestedProtocolVersions: settings.protocolVersions,
      requestedSessionDuration: settings.sessionDurationS
    },
    "StartApplicationSessionPosResponse"
  )

export interface LoggedIn {
  readonly sessionId: string
  readonly protocolVersion: string
  /** The server kept the session we had. */
  readonly recovered: boolean
  readonly durationS: number
}

/** Asks for the old session while there is one ("" = none); where the server has forgotten it, for a new one on the same link. */
export const login = (settings: Settled, ask: Session["ask"], old: string): Effect.Effect<LoggedIn, RequestError> =>
  Effect.gen(function* () {
    const first = start(settings, ask, old)
    const anew = () => start(settings, ask, "")
    const started = yield* old === "" ? first : Effect.catchIf(first, ({ reason }) => reason === "refused", anew)
    return {
      sessionId: started.sessionID,
      protocolVersion: started.actualProtocolVersion,
      recovered: old !== "" && started.sessionID === old,
      durationS: Math.max(3, Math.min(settings.sessionDurationS, started.actualSessionDuration))
    }
  })
