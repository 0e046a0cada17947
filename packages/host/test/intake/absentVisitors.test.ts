import { it } from "@effect/vitest"
import type { InboundSession } from "@strowger/router/ports"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { type Centre, chatLine, makeWorld, quiet, start } from "../desk/centre.ts"

const stateOf = (centre: Centre, thread: string): string | undefined => {
  const contact = centre.folds.conversations.byThread("chat", thread)?.contact
  return contact === undefined ? undefined : centre.partition.router.view.contact(contact)?.state
}
const resumed = (thread: string): InboundSession => ({
  type: "SessionResumed",
  key: { account: "chat", epoch: "", id: `${thread}-resumed` },
  thread,
  atMs: 0,
  from: { channel: "chat", value: thread }
})

describe("customers of a chat after a restart", () => {
  it.effect("who does not come back in time waits no longer; who does keeps the place; nobody else is touched", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const before = yield* start(world)
      for (const visitor of ["gone", "back", "writes"]) yield* before.chat.give(chatLine("您好", visitor))
      yield* before.close
      const centre = yield* start(world)
      yield* quiet
      yield* centre.chat.give(resumed("back"))
      yield* TestClock.adjust(61_000)
      yield* centre.chat.give(chatLine("还在吗", "writes"))
      yield* quiet
      expect(["gone", "back", "writes"].map((visitor) => stateOf(centre, visitor))).toEqual([
        "waiting",
        "waiting",
        "waiting"
      ])
      yield* TestClock.adjust(1_000)
      yield* quiet
      expect(["gone", "back", "writes"].map((visitor) => stateOf(centre, visitor))).toEqual([
        undefined,
        "waiting",
        "waiting"
      ])
      expect(centre.folds.conversations.byThread("chat", "gone")?.online).toBe(false)
      yield* centre.close
    })
  )
})
