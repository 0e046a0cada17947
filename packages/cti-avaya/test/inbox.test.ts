import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import { Inbox } from "../src/Inbox.ts"

const fill = (inbox: Inbox<number>, from: number, to: number): void => {
  for (let n = from; n < to; n++) inbox.put(() => n)
}
const take = (inbox: Inbox<number>, count: number) => Stream.runCollect(Stream.take(inbox.stream, count))

describe("what waits for the host", () => {
  it.effect("is given in its order, also to a host that was there first", () =>
    Effect.gen(function* () {
      const inbox = new Inbox<number>(() => undefined)
      const got = yield* Effect.forkChild(take(inbox, 3))
      yield* TestClock.adjust(1)
      fill(inbox, 0, 3)
      expect(yield* Fiber.join(got)).toEqual([0, 1, 2])
    })
  )

  it.effect("comes back in its old place, and nothing overtakes it for half a second", () =>
    Effect.gen(function* () {
      const inbox = new Inbox<number>(() => undefined)
      const backs: Array<(nowMs: number) => void> = []
      for (const n of [0, 1, 2, 3]) {
        inbox.put((back) => {
          backs.push(back)
          return n
        })
      }
      expect(yield* take(inbox, 3)).toEqual([0, 1, 2])
      backs[2]?.(0)
      backs[0]?.(0)
      backs[1]?.(0)
      const got = yield* Effect.forkChild(take(inbox, 4))
      yield* TestClock.adjust(499)
      expect(got.pollUnsafe()).toBeUndefined()
      expect(inbox.size).toBe(4)
      yield* TestClock.adjust(1)
      expect(yield* Fiber.join(got)).toEqual([0, 1, 2, 3])
    })
  )

  it.effect("stops the reading at a thousand, and lets it go on at five hundred", () =>
    Effect.gen(function* () {
      const throttled: Array<boolean> = []
      const inbox = new Inbox<number>((on) => void throttled.push(on))
      fill(inbox, 0, 999)
      expect(throttled).toEqual([])
      fill(inbox, 999, 1_100)
      expect(throttled).toEqual([true])
      yield* take(inbox, 599)
      expect(throttled).toEqual([true])
      yield* take(inbox, 1)
      expect(throttled).toEqual([true, false])
      expect(inbox.size).toBe(500)
    })
  )

  it.effect("is given out before a closed inbox ends", () =>
    Effect.gen(function* () {
      const inbox = new Inbox<number>(() => undefined)
      fill(inbox, 0, 2)
      inbox.close()
      fill(inbox, 2, 4)
      expect(yield* Stream.runCollect(inbox.stream)).toEqual([0, 1])
    })
  )
})
