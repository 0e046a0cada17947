import { type Place, Places } from "@strowger/router/ports"
import { Effect, Queue } from "effect"
import type { Line } from "./Line.ts"

/** A place changes with every contact of the centre; a person reads it once a second at the most. */
const EVERY_MS = 1_000

const grew = (now: Place, before: Place): boolean =>
  now.ahead > before.ahead || (now.toMs !== undefined && before.toMs !== undefined && now.toMs > before.toMs)

const isSame = (a: Place | undefined, b: Place | undefined): boolean =>
  a?.ahead === b?.ahead && a?.fromMs === b?.fromMs && a?.toMs === b?.toMs

/** Tells the page where its customer stands, whenever that changed, and that he stands nowhere any more; never returns. */
export const tellPlace = Effect.fnUntraced(function* (line: Line, session: string) {
  const places = yield* Places
  const wake = yield* Queue.sliding<true>(1)
  // Watched before the first look: what changes in between wakes us.
  const stop = yield* places.watch(session, () => Queue.offerUnsafe(wake, true))
  yield* Effect.addFinalizer(() => Effect.sync(stop))
  let told: Place | undefined
  while (true) {
    const place = yield* places.of(session)
    if (!isSame(place, told)) {
      const longer = place !== undefined && told !== undefined && grew(place, told)
      line.say({ type: "place", ...place, ...(longer ? { longer } : {}) })
      told = place
      yield* Effect.sleep(EVERY_MS)
    }
    yield* Queue.take(wake)
  }
})
