import { Effect, Result } from "effect"
import { type Journal, origin, type Position, StateError, type Term } from "../../ports/index.ts"
import { holds } from "../Law.ts"

/** Runs an experiment; a broken law or an unexpected failure rejects. */
export const experiment = <E>(effect: Effect.Effect<void, E>): Promise<void> => Effect.runPromise(effect)

/** The effect must fail for one of these reasons. */
export const fails = <A, R>(
  effect: Effect.Effect<A, StateError, R>,
  reason: StateError["reason"],
  said: string
): Effect.Effect<void, never, R> =>
  Effect.map(Effect.result(effect), (result) => {
    holds(Result.isFailure(result), `${said}: it succeeded instead of ${reason}`)
    if (Result.isFailure(result)) {
      holds(result.failure.reason === reason, `${said}: it was ${result.failure.reason}, not ${reason}`)
    }
  })

export const bodyOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const textOf = (body: Uint8Array): string => new TextDecoder().decode(body)

/** Appends bodies one after the other from `from`; the positions confirmed, in order. */
export const appendAll = (
  journal: Journal["Service"],
  term: Term,
  from: Position,
  texts: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<Position>, StateError> =>
  Effect.gen(function* () {
    const positions: Array<Position> = []
    let at = from
    for (const text of texts) {
      at = yield* journal.append(term, at, `${term.nonce}.${at.seq + 1}`, 1, bodyOf(text))
      positions.push(at)
    }
    return positions
  })

export const last = (positions: ReadonlyArray<Position>): Position => positions.at(-1) ?? origin

/** How an answer goes astray: the store never heard the question, or it did and nobody heard the answer. */
export type Astray = "before" | "after"

/** A journal whose next appends lose their answers as told, one entry of `plan` each; then it answers again. */
export const withLostAnswers = (journal: Journal["Service"], plan: ReadonlyArray<Astray>): Journal["Service"] => {
  const left = [...plan]
  const silence = new StateError({ reason: "unavailable", message: "planted: no answer came" })
  return {
    ...journal,
    append: (term, after, opId, codec, body) =>
      Effect.suspend(() => {
        const astray = left.shift()
        if (astray === "before") return Effect.fail(silence)
        const asked = journal.append(term, after, opId, codec, body)
        return astray === "after" ? Effect.andThen(asked, Effect.fail(silence)) : asked
      })
  }
}
