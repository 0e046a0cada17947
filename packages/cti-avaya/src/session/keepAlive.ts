import { Effect, Result } from "effect"
import type { Session } from "./Session.ts"

/** Why a session that was kept alive is dead. */
export interface Dead {
  readonly why: string
  /** The server does not know the session any more: asking for it again is no use. */
  readonly forgotten: boolean
}

/** Resets the session's timer at a third of its duration. Two answers in a row that do not come are a dead link. */
export const keepAlive = (
  session: Pick<Session, "ask" | "id">,
  requestedS: number,
  durationS: number,
  /** We do not read at present, so a missing answer proves nothing. */
  deaf: () => boolean
): Effect.Effect<Dead> =>
  Effect.gen(function* () {
    let missed = 0
    while (true) {
      // After a miss the second try follows at once.
      if (missed === 0) yield* Effect.sleep((durationS * 1_000) / 3)
      const kept = yield* Effect.result(
        session.ask(
          {
            type: "ResetApplicationSessionTimer",
            sessionID: session.id(),
            requestedSessionDuration: requestedS
          },
          "ResetApplicationSessionTimerPosResponse"
        )
      )
      if (Result.isSuccess(kept)) missed = 0
      else if (kept.failure.reason === "refused") {
        return { why: `The server no longer keeps the session: ${kept.failure.code}.`, forgotten: true }
      } else if (deaf()) missed = 0
      else if (++missed >= 2) return { why: "Two keep-alive answers did not come.", forgotten: false }
    }
  })
