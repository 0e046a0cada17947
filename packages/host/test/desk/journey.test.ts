import { it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import type { DeskView } from "../../src/desk/DeskApi.ts"
import { act, type Centre, makeWorld, quiet, ready, sms, start } from "./centre.ts"

const view = (centre: Centre, agent: string): Effect.Effect<DeskView> =>
  Effect.map(Stream.runHead(centre.desk.watchDesk(agent)), (found) => {
    if (found._tag === "None") throw new Error("a desk has a view at once")
    return found.value
  })

describe("a message's way through the centre", () => {
  it.effect("a short message rings at the skilled agent, is accepted, answered, delivered and completed", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ready(centre, "chen")
      expect(yield* centre.sms.give(sms("我的卡丢了"))).toEqual({ duplicate: false, seq: 1 })
      yield* quiet
      const ringing = yield* view(centre, "wei")
      expect((yield* view(centre, "chen")).offers).toEqual([])
      const [offer] = ringing.offers
      expect(offer).toMatchObject({
        channel: "sms",
        queue: "loans",
        from: "138****2046",
        preview: "我的卡丢了",
        connecting: false
      })
      expect(offer?.why).toContainEqual({ code: "skill", params: { skill: "loan", level: 7, needs: 5 } })
      yield* TestClock.adjust(3_000)
      const { contact, offer: token, conversation } = offer ?? { contact: "", offer: "", conversation: "" }
      yield* act(centre, "wei", { _tag: "Accept", contact, offer: token })
      yield* act(centre, "wei", { _tag: "Say", contact, text: "已为您挂失" }, "say-1")
      yield* quiet
      expect(centre.sms.sent).toMatchObject([
        {
          thread: "13812342046>95500",
          to: { value: "13812342046" },
          from: { value: "95500" },
          content: { text: "已为您挂失" },
          automatic: false
        }
      ])
      const lines = yield* Stream.runHead(centre.desk.watchConversation("wei", conversation, 0))
      expect(lines._tag === "Some" ? lines.value : []).toMatchObject([
        { seq: 1, author: "customer", text: "我的卡丢了" },
        { seq: 2, author: "agent", name: "王伟", text: "已为您挂失", status: "submitted", parts: 1, command: "say-1" }
      ])
      yield* centre.sms.give({
        type: "Receipt",
        key: { account: "smsc", epoch: "", id: "r1" },
        thread: "13812342046>95500",
        atMs: 0,
        ref: "sms-1",
        status: "delivered"
      })
      expect(centre.folds.conversations.conversation(conversation)?.lines[1]?.status).toBe("delivered")
      const working = yield* view(centre, "wei")
      expect(working.contacts).toMatchObject([{ state: "active", lastSeq: 2, lastText: "已为您挂失" }])
      expect(working.contacts[0]?.waitingSinceMs).toBeUndefined()
      yield* act(centre, "wei", { _tag: "Complete", contact })
      expect((yield* view(centre, "wei")).contacts).toMatchObject([{ state: "wrap-up" }])
      yield* TestClock.adjust(10_000)
      yield* quiet
      const after = yield* view(centre, "wei")
      expect(after.contacts).toEqual([])
      expect(after.today).toEqual({ handled: 1, meanHandleMs: 10_000 })
      yield* centre.close
    })
  )
})
