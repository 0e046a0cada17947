import { it } from "@effect/vitest"
import type { Inbound } from "@strowger/router/ports"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { expect } from "vitest"
import { act, type Centre, chatLine, makeWorld, quiet, rebuild, sms, start } from "./centre.ts"

/** What may happen at a centre, in any order: customers, the switch and agents do not wait for each other. */
type Happening =
  | { readonly type: "text"; readonly by: "sms" | "chat"; readonly who: number }
  | { readonly type: "leave"; readonly who: number }
  | { readonly type: "ask"; readonly call: number; readonly forMs: number }
  | { readonly type: "call"; readonly fact: CallFact; readonly call: number; readonly at: number }
  | { readonly type: "agent"; readonly agent: number; readonly does: Does }
  | { readonly type: "time"; readonly ms: number }
  /** The host is stopped and another one starts over its log; the carriers offer their last units again. */
  | { readonly type: "restart" }

type CallFact = "CallRinging" | "CallAnswered" | "CallHeld" | "CallDiverted" | "CallLeft" | "CallEnded"
type Does = "in" | "out" | "ready" | "lunch" | "accept" | "decline" | "say" | "complete" | "wrapUp"

const facts = ["CallRinging", "CallAnswered", "CallHeld", "CallDiverted", "CallLeft", "CallEnded"] as const
const does = [
  "in",
  "ready",
  "ready",
  "lunch",
  "out",
  "accept",
  "accept",
  "decline",
  "say",
  "say",
  "complete",
  "wrapUp"
] as const
const agents = ["wei", "li", "chen"] as const
const devices = ["8001", "8002"] as const

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("text" as const),
      by: fc.constantFrom("sms" as const, "chat" as const),
      who: fc.nat(3)
    })
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("leave" as const), who: fc.nat(3) }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("ask" as const), call: fc.nat(2), forMs: fc.constantFrom(1_000, 4_000) })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("call" as const),
      fact: fc.constantFrom(...facts),
      call: fc.nat(2),
      at: fc.nat(1)
    })
  },
  {
    weight: 10,
    arbitrary: fc.record({ type: fc.constant("agent" as const), agent: fc.nat(2), does: fc.constantFrom(...does) })
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("time" as const), ms: fc.constantFrom(100, 1_500, 6_000, 21_000) })
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("restart" as const) }) }
)

interface Given {
  readonly text: string
  readonly again: () => Effect.Effect<unknown>
}

let keys = 0
const happen = Effect.fnUntraced(function* (centre: Centre, one: Happening, given: Array<Given>) {
  switch (one.type) {
    case "text": {
      const text = `text ${keys++}`
      const unit = one.by === "sms" ? sms(text, `1380000000${one.who}`) : chatLine(text, `visitor-${one.who}`)
      const carrier = one.by === "sms" ? centre.sms : centre.chat
      const recorded = yield* carrier.give(unit)
      expect(recorded).toMatchObject({ duplicate: false })
      given.push({ text, again: () => carrier.give(unit) })
      return
    }
    case "leave":
      yield* centre.chat.give({
        type: "SessionClosed",
        key: { account: "chat", epoch: "", id: `left-${keys++}` },
        thread: `visitor-${one.who}`,
        atMs: 0,
        from: { channel: "chat", value: `visitor-${one.who}` }
      })
      return
    case "ask":
      yield* centre.pbx.ask(`u${one.call}`, `ask-${keys++}`, one.forMs)
      return yield* quiet
    case "call":
      yield* centre.pbx.carrier.give({
        type: one.fact,
        key: { account: "pbx", epoch: "", id: `call-${keys++}` },
        thread: `u${one.call}`,
        atMs: 0,
        ...(one.fact === "CallEnded" ? {} : { device: devices[one.at] ?? "8001" }),
        ...(one.fact === "CallDiverted" ? { reason: "no-answer" } : {})
      } as Inbound)
      return yield* quiet
    case "agent":
      yield* Effect.exit(doAs(centre, agents[one.agent] ?? "wei", one.does))
      return yield* quiet
    case "time":
      yield* TestClock.adjust(one.ms)
      return yield* quiet
    case "restart":
      return
  }
})

const doAs = (centre: Centre, agent: string, what: Does) => {
  const { view } = centre.partition.router
  const mine = (view.agent(agent)?.contacts ?? []).flatMap((id) => view.contact(id) ?? [])
  const offered = mine.find(({ state }) => state === "offered")
  const contact = mine.find(({ state }) => state === "active")?.id ?? ""
  const offer = { contact: offered?.id ?? "", offer: offered?.offer?.id ?? "" }
  switch (what) {
    case "in":
      return act(centre, agent, { _tag: "SignIn" })
    case "out":
      return act(centre, agent, { _tag: "SignOut" })
    case "ready":
      return Effect.andThen(
        Effect.exit(act(centre, agent, { _tag: "SignIn" })),
        act(centre, agent, { _tag: "MakeReady" })
      )
    case "lunch":
      return act(centre, agent, { _tag: "MakeNotReady", reason: "lunch" })
    case "accept":
      return act(centre, agent, { _tag: "Accept", ...offer })
    case "decline":
      return act(centre, agent, { _tag: "Decline", ...offer })
    case "say":
      return act(centre, agent, { _tag: "Say", contact, text: `reply ${keys++}` })
    case "complete":
      return act(centre, agent, { _tag: "Complete", contact })
    case "wrapUp":
      return act(centre, agent, { _tag: "EndWrapUp", contact: mine.find(({ state }) => state === "wrap-up")?.id ?? "" })
  }
}

/** What must hold after every happening. */
const check = (centre: Centre, given: ReadonlyArray<Given>): void => {
  const { folds, partition } = centre
  const { view } = partition.router
  const contacts = [...view.contacts()]
  // Every contact the router knows is one the rooms know, and the other way round.
  expect(contacts.map(({ id }) => id).sort()).toEqual([...folds.conversations.contacts()].map(({ id }) => id).sort())
  const customers: Array<string> = []
  for (const conversation of folds.conversations.all()) {
    expect(conversation.lines.map(({ seq }) => seq)).toEqual(conversation.lines.map((_, index) => index + 1))
    customers.push(...conversation.lines.filter(({ author }) => author === "customer").map((line) => line.content.text))
    // One demand at a time: never two contacts of one conversation before wrap-up.
    const live = contacts.filter(
      ({ id, state }) => folds.conversations.contact(id)?.conversation === conversation.id && state !== "wrap-up"
    )
    expect(live.length).toBeLessThanOrEqual(1)
  }
  expect(customers.sort()).toEqual(given.map(({ text }) => text).sort())
  for (const call of folds.calls.all()) {
    const contact = view.contact(call.contact)
    expect(contact, "a call that exists has a contact that is routed or served").toBeDefined()
    // Reachable exactly while a question is open; offered while it is or after it was answered.
    if (contact?.state === "waiting") expect(centre.switchboard.questions.isOpen(call.thread)).toBe(true)
    if (contact?.state === "unreachable") expect(centre.switchboard.questions.isOpen(call.thread)).toBe(false)
  }
  for (const contact of contacts) {
    if (contact.channel === "voice" && contact.state !== "wrap-up") {
      expect(folds.calls.byContact(contact.id), `contact ${contact.id} has its call`).toBeDefined()
    }
  }
}

it.effect(
  "whatever happens, no line is lost or doubled, no caller is offered without a question, and the log rebuilds it all",
  () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 60 }), (happenings) =>
          Effect.runPromise(
            Effect.gen(function* () {
              const world = makeWorld()
              let centre = yield* start(world)
              const given: Array<Given> = []
              for (const one of happenings) {
                yield* happen(centre, one, given)
                if (one.type === "restart") {
                  yield* centre.close
                  centre = yield* start(world)
                  yield* quiet
                  for (const { again } of given.slice(-3)) expect(yield* again()).toMatchObject({ duplicate: true })
                }
                check(centre, given)
              }
              const { folds, router } = { folds: centre.folds, router: centre.partition.router }
              const before = picture(folds, router.view.contacts(), router.view.agents())
              yield* centre.close
              const again = yield* rebuild(world)
              const after = picture(
                again.folds,
                again.partition.router.view.contacts(),
                again.partition.router.view.agents()
              )
              expect(after).toEqual(before)
              yield* again.close
            }).pipe(Effect.provide(TestClock.layer()))
          )
        ),
        { numRuns: 25 }
      )
    )
)

const picture = (folds: Centre["folds"], contacts: Iterable<unknown>, agents: Iterable<unknown>) =>
  structuredClone({
    conversations: [...folds.conversations.all()],
    contacts: [...folds.conversations.contacts()],
    calls: [...folds.calls.all()],
    counts: ["loans", "cards", "calls"].map((queue) => folds.counts.queue(queue, 0)),
    keys: folds.intake.size(),
    router: [...contacts],
    agents: [...agents]
  })
