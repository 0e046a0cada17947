import { it } from "@effect/vitest"
import { CallControlError } from "@strowger/router/ports"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { act, type Centre, makeWorld, quiet, ready, rebuild, start } from "../desk/centre.ts"
import { accept, agent, ask, contactOf, contactsOf, ringing, say, talking } from "./floor.ts"

describe("a call", () => {
  it.effect("is routed to the chosen agent's telephone while its question is open", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ask(centre, "u1")
      expect(centre.pbx.answers).toEqual(["u1 8001"])
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "wei" })
      yield* centre.close
    })
  )

  it.effect(
    "keeps its place and first clock over loops of the vector, unreachable in between, and is routed when an agent frees",
    () =>
      Effect.gen(function* () {
        const centre = yield* start(makeWorld())
        yield* ask(centre, "u1")
        const enqueuedAtMs = contactOf(centre, "u1")?.enqueuedAtMs
        yield* ask(centre, "u2", 60_000)
        yield* TestClock.adjust(4_000)
        yield* quiet
        expect(centre.pbx.answers).toEqual(["u1 none"])
        expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
        yield* TestClock.adjust(1_000)
        yield* ask(centre, "u1")
        expect(contactOf(centre, "u1")).toMatchObject({ state: "waiting", enqueuedAtMs })
        expect(contactsOf(centre)).toHaveLength(2)
        // u1 came first, looped once and is before u2 still.
        yield* ready(centre, "wei")
        expect(centre.pbx.answers).toEqual(["u1 none", "u1 8001"])
        expect(contactOf(centre, "u2")).toMatchObject({ state: "waiting" })
        yield* centre.close
      })
  )

  it.effect("whose loop is between two questions takes no agent; the next caller does", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ask(centre, "u1", 1_000)
      yield* ask(centre, "u2", 60_000)
      yield* TestClock.adjust(1_000)
      yield* ready(centre, "wei")
      expect(centre.pbx.answers).toEqual(["u1 none", "u2 8001"])
      yield* centre.close
    })
  )

  it.effect("whose answer comes too late keeps its place and frees the agent for the next one", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      centre.pbx.late = true
      yield* ask(centre, "u1")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
      expect(agent(centre, "wei")).toMatchObject({ presence: "ready", contacts: [] })
      centre.pbx.late = false
      yield* ask(centre, "u1")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "wei" })
      yield* centre.close
    })
  )

  it.effect("is accepted when the switch says it is answered, not when the button is pressed", () =>
    Effect.gen(function* () {
      const centre = yield* ringing
      yield* accept(centre)
      yield* quiet
      expect(centre.pbx.acts).toContain("answer u1 at 8001")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered" })
      yield* say(centre, "CallAnswered", "u1", "8001")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "active", agent: "wei" })
      yield* centre.close
    })
  )

  it.effect("accepted before it rings is picked up when it does", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ask(centre, "u1")
      yield* accept(centre)
      yield* quiet
      expect(centre.pbx.acts).not.toContain("answer u1 at 8001")
      yield* say(centre, "CallRinging", "u1", "8001")
      expect(centre.pbx.acts).toContain("answer u1 at 8001")
      yield* centre.close
    })
  )

  it.effect("is hung up from the desk through the switch and wraps up when it says so", () =>
    Effect.gen(function* () {
      const centre = yield* talking
      const contact = contactOf(centre, "u1")?.id ?? ""
      yield* act(centre, "wei", { _tag: "Complete", contact })
      yield* quiet
      expect(centre.pbx.acts).toContain("clear u1 at 8001")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "active" })
      yield* say(centre, "CallLeft", "u1", "8001")
      yield* say(centre, "CallEnded", "u1")
      expect(contactsOf(centre)).toMatchObject([{ id: contact, state: "wrap-up" }])
      yield* act(centre, "wei", { _tag: "EndWrapUp", contact })
      expect(contactsOf(centre)).toEqual([])
      yield* centre.close
    })
  )
})

describe("a call that the switch does not hang up", () => {
  it.effect("is tried, and pressed again it is over for routing: the agent is not stuck, and a person is told", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const down = Effect.fail(
        new CallControlError({ reason: "unavailable", code: "no-session", message: "no session" })
      )
      const pbx = { ...world.pbx, control: { ...world.pbx.control, clear: () => down } }
      const centre = yield* start({ ...world, pbx })
      yield* ready(centre, "wei")
      yield* ask(centre, "u1")
      yield* say(centre, "CallRinging", "u1", "8001")
      yield* accept(centre)
      yield* say(centre, "CallAnswered", "u1", "8001")
      const contact = contactOf(centre, "u1")?.id ?? ""
      yield* act(centre, "wei", { _tag: "Complete", contact })
      yield* quiet
      // While it is being tried, pressing again changes nothing.
      yield* act(centre, "wei", { _tag: "Complete", contact })
      yield* TestClock.adjust("30 seconds")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "active" })
      yield* act(centre, "wei", { _tag: "Complete", contact })
      yield* quiet
      expect(contactsOf(centre)).toMatchObject([{ id: contact, state: "wrap-up" }])
      // What the switch says of it when it is back is no news.
      yield* say(centre, "CallLeft", "u1", "8001")
      yield* say(centre, "CallEnded", "u1")
      expect(contactsOf(centre)).toMatchObject([{ id: contact, state: "wrap-up" }])
      yield* centre.close
    })
  )
})

describe("hanging up ends the contact in every state", () => {
  const ended = (centre: Centre) => say(centre, "CallEnded", "u1")

  it.effect("waiting with an open question: abandoned", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ask(centre, "u1")
      yield* ended(centre)
      expect(contactsOf(centre)).toEqual([])
      expect(centre.folds.counts.queue("calls", centre.partition.nowMs())).toMatchObject({ abandoned: 1, answered: 0 })
      yield* centre.close
    })
  )
  it.effect("unreachable between two loops: abandoned", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const { withdraw } = yield* ask(centre, "u1")
      yield* withdraw
      yield* quiet
      expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
      yield* ended(centre)
      expect(contactsOf(centre)).toEqual([])
      yield* centre.close
    })
  )
  it.effect("ringing: abandoned, the agent stays ready", () =>
    Effect.gen(function* () {
      const centre = yield* ringing
      yield* say(centre, "CallLeft", "u1", "8001")
      yield* ended(centre)
      expect(contactsOf(centre)).toEqual([])
      expect(agent(centre, "wei")).toMatchObject({ presence: "ready", contacts: [] })
      expect(centre.folds.counts.queue("calls", centre.partition.nowMs())).toMatchObject({ abandoned: 1 })
      yield* centre.close
    })
  )
  it.effect("talking: wrap-up", () =>
    Effect.gen(function* () {
      const centre = yield* talking
      yield* ended(centre)
      expect(contactsOf(centre)).toMatchObject([{ state: "wrap-up", agent: "wei" }])
      expect(centre.folds.counts.queue("calls", centre.partition.nowMs())).toMatchObject({ answered: 1, abandoned: 0 })
      yield* centre.close
    })
  )
})

describe("a call nobody takes", () => {
  it.effect(
    "by our deadline: sent back to its VDN, the agent is not ready, the caller keeps his clock and goes to the next",
    () =>
      Effect.gen(function* () {
        const centre = yield* ringing
        const enqueuedAtMs = contactOf(centre, "u1")?.enqueuedAtMs
        yield* ready(centre, "li")
        yield* TestClock.adjust(15_000)
        yield* quiet
        expect(centre.pbx.acts).toContain("deflect u1 from 8001 to 7000")
        expect(agent(centre, "wei")?.presence).toBe("not-ready")
        expect(centre.pbx.acts).toContain("set 8001 not-ready")
        // li is ready, but the caller stands at wei's station still.
        expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable", enqueuedAtMs })
        expect(centre.pbx.answers).toEqual(["u1 8001"])
        yield* say(centre, "CallDiverted", "u1", "8001", "deflected")
        yield* ask(centre, "u1")
        expect(centre.pbx.answers).toEqual(["u1 8001", "u1 8002"])
        expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "li", enqueuedAtMs })
        yield* centre.close
      })
  )

  it.effect("by the switch's own RONA: the offer is over as no answer, and nothing is deflected", () =>
    Effect.gen(function* () {
      const centre = yield* ringing
      yield* say(centre, "CallDiverted", "u1", "8001", "no-answer")
      expect(agent(centre, "wei")).toMatchObject({ presence: "not-ready", reason: "no answer" })
      expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
      expect(centre.pbx.acts.filter((one) => one.startsWith("deflect"))).toEqual([])
      yield* centre.close
    })
  )

  it.effect("declined at the desk: sent back, the agent stays ready and does not get it again at once", () =>
    Effect.gen(function* () {
      const centre = yield* ringing
      const contact = contactOf(centre, "u1")
      yield* act(centre, "wei", { _tag: "Decline", contact: contact?.id ?? "", offer: contact?.offer?.id ?? "" })
      yield* quiet
      expect(centre.pbx.acts).toContain("deflect u1 from 8001 to 7000")
      expect(agent(centre, "wei")?.presence).toBe("ready")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
      yield* centre.close
    })
  )

  it.effect("overtaken on its way: it rings after its offer ended and is sent back", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ask(centre, "u1")
      yield* act(centre, "wei", { _tag: "MakeNotReady", reason: "lunch" })
      yield* quiet
      expect(centre.pbx.acts.filter((one) => one.startsWith("deflect"))).toEqual([])
      yield* say(centre, "CallRinging", "u1", "8001")
      expect(centre.pbx.acts).toContain("deflect u1 from 8001 to 7000")
      yield* centre.close
    })
  )

  it.effect("of somebody who complains about the agent it goes to: sent back from his telephone, then to another", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ask(centre, "u1")
      const contact = contactOf(centre, "u1")?.id ?? ""
      yield* centre.partition.submit((draft) => draft.route({ type: "Exclude", contact, agent: "wei" }))
      yield* quiet
      expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable" })
      yield* say(centre, "CallRinging", "u1", "8001")
      expect(centre.pbx.acts).toContain("deflect u1 from 8001 to 7000")
      yield* ready(centre, "li")
      yield* ask(centre, "u1")
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "li" })
      expect(centre.folds.contacts.contact(contact)).toMatchObject({ state: "offered", agent: "li" })
      yield* centre.close
    })
  )

  it.effect("overtaken before the switch was answered: goes to the next agent by the same question, not to both", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* ready(centre, "li")
      yield* centre.door.close
      yield* centre.pbx.ask("u1", "overtaken", 60_000)
      yield* quiet
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "wei" })
      yield* Effect.forkChild(act(centre, "wei", { _tag: "MakeNotReady", reason: "lunch" }))
      yield* quiet
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "li" })
      expect(centre.pbx.answers).toEqual([])
      yield* centre.door.open
      yield* quiet
      expect(centre.pbx.answers).toEqual(["u1 8002"])
      expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", agent: "li" })
      yield* centre.close
    })
  )

  it.effect("picked up in the instant its offer ended: nobody else is sent to it, and a person is told", () =>
    Effect.gen(function* () {
      const centre = yield* ringing
      yield* TestClock.adjust(15_000)
      yield* quiet
      yield* say(centre, "CallAnswered", "u1", "8001")
      expect(contactsOf(centre)).toEqual([])
      yield* centre.close
    })
  )
})

describe("a caller the agent sends back to a queue", () => {
  it.effect("is a new contact of the same call; the agent wraps the old one up", () =>
    Effect.gen(function* () {
      const centre = yield* talking
      const served = contactOf(centre, "u1")?.id
      yield* TestClock.adjust("60 seconds")
      yield* ask(centre, "u1", 60_000)
      const waiting = contactOf(centre, "u1")
      expect(waiting).toMatchObject({ state: "waiting", enqueuedAtMs: centre.partition.nowMs() })
      expect(contactsOf(centre).find(({ id }) => id === served)).toMatchObject({ state: "wrap-up", agent: "wei" })
      // The agent's own leg ends now; the caller waits on.
      yield* say(centre, "CallLeft", "u1", "8001")
      expect(contactOf(centre, "u1")).toMatchObject({ id: waiting?.id, state: "waiting" })
      yield* centre.close
    })
  )
})

describe("a lost link", () => {
  it.effect("calls that are gone when it is back have ended; the others go on", () =>
    Effect.gen(function* () {
      const centre = yield* talking
      yield* ask(centre, "u2")
      yield* ask(centre, "u3")
      yield* centre.pbx.carrier.give({
        type: "CallsPresent",
        key: { account: "pbx", epoch: "", id: "present-1" },
        thread: "pbx",
        atMs: 0,
        threads: ["u3"]
      })
      yield* quiet
      expect(contactsOf(centre).map(({ state }) => state)).toEqual(["wrap-up", "waiting"])
      expect(contactOf(centre, "u3")).toMatchObject({ state: "waiting" })
      yield* centre.close
    })
  )

  it.effect(
    "after a restart every caller waits unreachable until he is asked for again, and then keeps his place",
    () =>
      Effect.gen(function* () {
        const world = makeWorld()
        const before = yield* start(world)
        yield* ask(before, "u1", 60_000)
        yield* TestClock.adjust(2_000)
        const enqueuedAtMs = contactOf(before, "u1")?.enqueuedAtMs
        yield* before.close
        const centre = yield* start(world)
        yield* quiet
        expect(contactOf(centre, "u1")).toMatchObject({ state: "unreachable", enqueuedAtMs })
        yield* ready(centre, "wei")
        expect(centre.pbx.answers).toEqual([])
        yield* ask(centre, "u1")
        expect(centre.pbx.answers).toEqual(["u1 8001"])
        expect(contactOf(centre, "u1")).toMatchObject({ state: "offered", enqueuedAtMs })
        yield* centre.close
      })
  )
})

describe("an offer made before anybody asked", () => {
  it.effect("is taken back in the same decision: a caller of a restarted host has no question open", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const before = yield* start(world)
      yield* ask(before, "u1", 60_000)
      yield* before.close
      const centre = yield* rebuild(world)
      const intents = yield* centre.partition.submit((draft) => {
        draft.route({ type: "SignIn", agent: "wei", skills: { zh: 5 } })
        draft.route({ type: "MakeReady", agent: "wei" })
        return [...centre.folds.outbox.pending()].filter(({ intent }) => intent.type === "RouteCall")
      })
      expect(intents.value).toEqual([])
      expect([...centre.partition.router.view.contacts()]).toMatchObject([{ state: "unreachable" }])
      yield* centre.close
    })
  )
})
