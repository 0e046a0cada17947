import { it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { describe, expect } from "vitest"
import { accepted, act, type Centre, first, mail, makeWorld, quiet, ready, sms, start } from "./centre.ts"

const refusalOf = (centre: Centre, agent: string, one: Parameters<typeof act>[2]) =>
  Effect.map(Effect.flip(act(centre, agent, one)), (error) => (error._tag === "ActRefused" ? error.reason : error._tag))

describe("an act of an agent", () => {
  it.effect("done twice under one command id is done once, also after a restart", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const centre = yield* start(world)
      yield* ready(centre, "wei")
      yield* centre.sms.give(sms("hello"))
      const { contact, conversation } = yield* accepted(centre, "wei")
      const say = { _tag: "Say", contact, text: "您好" } as const
      const done = yield* act(centre, "wei", say, "click-1")
      expect(done.duplicate).toBe(false)
      expect(yield* act(centre, "wei", say, "click-1")).toEqual({ position: done.position, duplicate: true })
      yield* quiet
      expect(centre.sms.sent).toHaveLength(1)
      yield* centre.close
      const again = yield* start(world)
      expect(yield* act(again, "wei", say, "click-1")).toEqual({ position: done.position, duplicate: true })
      yield* quiet
      expect(again.sms.sent).toHaveLength(1)
      expect(again.folds.conversations.conversation(conversation)?.lines).toHaveLength(2)
      // Another person's command of the same id is another command.
      yield* act(again, "li", { _tag: "SignIn" }, "click-1")
      expect(again.partition.router.view.agent("li")?.presence).toBe("not-ready")
      yield* again.close
    })
  )

  it.effect("is known again among the last 64 of that person", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      for (let n = 0; n < 65; n++) yield* act(centre, "wei", { _tag: "SignIn" }, `c${n}`)
      expect((yield* act(centre, "wei", { _tag: "SignIn" }, "c1")).duplicate).toBe(true)
      expect((yield* act(centre, "wei", { _tag: "SignIn" }, "c0")).duplicate).toBe(false)
      yield* centre.close
    })
  )

  it.effect(
    "of writing is known again by the line it wrote, however many acts ago and after the contact has ended",
    () =>
      Effect.gen(function* () {
        const centre = yield* start(makeWorld())
        yield* ready(centre, "wei")
        yield* centre.sms.give(sms("hello"))
        const { contact, conversation } = yield* accepted(centre, "wei")
        const say = { _tag: "Say", contact, text: "您好" } as const
        const done = yield* act(centre, "wei", say, "line-1")
        for (let n = 0; n < 65; n++) yield* act(centre, "wei", { _tag: "SignIn" }, `c${n}`)
        expect(yield* act(centre, "wei", say, "line-1")).toEqual({ position: done.position, duplicate: true })
        yield* act(centre, "wei", { _tag: "Complete", contact })
        expect((yield* act(centre, "wei", say, "line-1")).duplicate).toBe(true)
        expect(centre.folds.conversations.conversation(conversation)?.lines).toHaveLength(2)
        yield* centre.close
      })
  )

  it.effect("that is refused says why, changes nothing and may be tried again under the same id", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const position = centre.partition.durableSeq()
      expect(yield* refusalOf(centre, "nobody", { _tag: "SignIn" })).toBe("AgentUnknown")
      const early = yield* Effect.exit(act(centre, "wei", { _tag: "MakeReady" }, "r"))
      expect(Exit.isFailure(early)).toBe(true)
      expect(centre.partition.durableSeq()).toBe(position)
      yield* act(centre, "wei", { _tag: "SignIn" })
      expect((yield* act(centre, "wei", { _tag: "MakeReady" }, "r")).duplicate).toBe(false)
      yield* centre.close
    })
  )

  it.effect("on a contact that is not one's own is refused", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ready(centre, "li")
      yield* centre.sms.give(sms("hello"))
      const { offers } = yield* first(centre.desk.watchDesk("wei"))
      const { contact, offer } = offers[0] ?? { contact: "", offer: "" }
      expect(yield* refusalOf(centre, "li", { _tag: "Accept", contact, offer })).toBe("OfferNotOpen")
      expect(yield* refusalOf(centre, "wei", { _tag: "Say", contact, text: "hi" })).toBe("NotEngaged")
      yield* act(centre, "wei", { _tag: "Accept", contact, offer })
      expect(yield* refusalOf(centre, "li", { _tag: "Say", contact, text: "hi" })).toBe("NotEngaged")
      expect(yield* refusalOf(centre, "li", { _tag: "Complete", contact })).toBe("NotEngaged")
      expect(yield* refusalOf(centre, "wei", { _tag: "Say", contact, text: "  \n" })).toBe("InvalidValue")
      expect(yield* refusalOf(centre, "wei", { _tag: "Say", contact, text: "x".repeat(20_001) })).toBe("InvalidValue")
      expect(yield* refusalOf(centre, "wei", { _tag: "Say", contact: "c9.9", text: "hi" })).toBe("ContactUnknown")
      expect(centre.sms.sent).toEqual([])
      yield* centre.close
    })
  )

  it.effect("an agent without a telephone is never offered a call", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      yield* ready(centre, "wei")
      expect(centre.partition.router.view.agent("chen")?.capacity.voice).toBe(0)
      expect(centre.partition.router.view.agent("wei")?.capacity.voice).toBe(1)
      yield* centre.close
    })
  )
})

describe("a mail's answer", () => {
  it.effect("goes to the customer under his subject, with the ids he can thread by", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      yield* centre.mail.give(mail("房贷利率"))
      yield* centre.mail.give(mail("Re: 房贷利率", { messageId: "<m2@example.com>" }))
      const { contact, from } = yield* accepted(centre, "chen")
      expect(from).toBe("z***@example.com")
      yield* act(centre, "chen", { _tag: "Say", contact, text: "目前为 3.5%" })
      yield* quiet
      expect(centre.mail.sent).toMatchObject([
        {
          thread: "root-1",
          to: { value: "zhang@example.com" },
          from: { value: "service@bank.example" },
          content: { text: "目前为 3.5%", subject: "Re: 房贷利率" },
          references: ["<m1@example.com>", "<m2@example.com>"]
        }
      ])
      // Made of its place in the log: the same for ever, whoever sends it again.
      expect(centre.mail.sent[0]?.id).toMatch(/^p1\/\d+\/\d+$/)
      yield* centre.close
    })
  )

  it.effect("marks a subject as answered once, in either language", () =>
    Effect.gen(function* () {
      for (const [asked, answered] of [
        ["loan", "Re: loan"],
        ["RE: loan", "RE: loan"],
        ["回复：贷款", "回复：贷款"],
        ["", "Re:"]
      ] as const) {
        const centre = yield* start(makeWorld())
        yield* ready(centre, "chen")
        yield* centre.mail.give(mail(asked))
        const { contact } = yield* accepted(centre, "chen")
        yield* act(centre, "chen", { _tag: "Say", contact, text: "yes" })
        yield* quiet
        expect(centre.mail.sent[0]?.content.subject).toBe(answered)
        yield* centre.close
      }
    })
  )
})
