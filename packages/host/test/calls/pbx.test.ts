import { it } from "@effect/vitest"
import { openAvaya } from "@strowger/cti-avaya"
import { askingVector, Pbx } from "@strowger/cti-avaya/sim"
import { Effect, Redacted, Stream } from "effect"
import { describe, expect } from "vitest"
import type { DeskOffer, DeskView } from "../../src/desk/DeskApi.ts"
import { vdn } from "../desk/carriers.ts"
import { act, type Centre, directory, makeWorld, start } from "../desk/centre.ts"
import { contactOf } from "./floor.ts"

const holdMs = 300
const patient = { timeout: 10_000 }

/** The rooms behind the real adapter, in front of a PBX that speaks the wire. */
const floor = (offerMs = 15_000) =>
  Effect.gen(function* () {
    const pbx = new Pbx({
      vdns: [{ extension: vdn, vector: askingVector(holdMs + 50) }],
      stations: [{ extension: "8001" }, { extension: "8002" }],
      agents: [{ login: "4001" }, { login: "4002" }]
    })
    yield* Effect.acquireRelease(
      Effect.promise(() => pbx.start()),
      () => Effect.promise(() => pbx.stop())
    )
    const voice = yield* openAvaya({
      id: "pbx",
      addresses: [{ host: "127.0.0.1", port: pbx.port }],
      allowPlaintext: true,
      user: "strowger",
      password: Redacted.make("strowger"),
      switchName: "CMSIM",
      vdns: [vdn],
      stations: ["8001", "8002"],
      routeHoldMs: holdMs
    })
    const bank = directory()
    const calls = { needs: "zh >= 5", offerMs, wrapUpMs: 5_000 }
    const centre = yield* Effect.acquireRelease(
      start(makeWorld(), {
        voice,
        directory: { ...bank, router: { ...bank.router, queues: { ...bank.router.queues, calls } } }
      }),
      ({ close }) => close
    )
    return { pbx, centre }
  })

/** The desk of an agent, when it first is as looked for. */
const until = <A>(centre: Centre, agent: string, look: (view: DeskView) => A | undefined): Effect.Effect<A> =>
  centre.desk.watchDesk(agent).pipe(
    Stream.map(look),
    Stream.filter((found): found is A & ({} | null) => found !== undefined),
    Stream.runHead,
    Effect.flatMap((found) =>
      found._tag === "Some" ? Effect.succeed(found.value as A) : Effect.die("the desk closed")
    )
  )
const offerAt = (centre: Centre, agent: string): Effect.Effect<DeskOffer> =>
  until(centre, agent, ({ offers }) => offers[0])
const signIn = (centre: Centre, agent: string) =>
  Effect.andThen(act(centre, agent, { _tag: "SignIn" }), act(centre, agent, { _tag: "MakeReady" }))

describe("a caller at the PBX", { timeout: 20_000 }, () => {
  it.live("waits over loops of the vector and is answered by the agent who frees, at his telephone", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { pbx, centre } = yield* floor()
        const caller = pbx.call({ from: "13812342046", to: vdn })
        yield* Effect.promise(() =>
          expect
            .poll(
              () =>
                pbx.book.units.filter(({ kind, outcome }) => kind === "RouteRequest" && outcome !== undefined).length,
              patient
            )
            .toBeGreaterThan(1)
        )
        const waiting = contactOf(centre, caller.ucid)
        yield* signIn(centre, "wei")
        const offer = yield* offerAt(centre, "wei")
        expect(offer).toMatchObject({ channel: "voice", from: "138****2046", queue: "calls" })
        expect(offer.waitedMs).toBeGreaterThan(holdMs)
        expect(contactOf(centre, caller.ucid)).toMatchObject({
          id: waiting?.id,
          enqueuedAtMs: waiting?.enqueuedAtMs,
          agent: "wei"
        })
        yield* act(centre, "wei", { _tag: "Accept", contact: offer.contact, offer: offer.offer })
        expect(yield* Effect.promise(() => caller.answered)).toBe("8001")
        yield* until(centre, "wei", ({ contacts }) => contacts.find(({ state }) => state === "active"))
        expect(pbx.station("8001").state).toBe("talking")
        yield* act(centre, "wei", { _tag: "Complete", contact: offer.contact })
        yield* until(centre, "wei", ({ contacts }) => contacts.find(({ state }) => state === "wrap-up"))
        expect(yield* Effect.promise(() => caller.ended)).toMatchObject({ answeredBy: "8001" })
      })
    )
  )

  it.live("who is not answered goes back to the VDN and to the next agent, first in line still", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { pbx, centre } = yield* floor(700)
        yield* signIn(centre, "wei")
        const caller = pbx.call({ from: "13812342046", to: vdn })
        yield* offerAt(centre, "wei")
        const first = contactOf(centre, caller.ucid)
        yield* signIn(centre, "li")
        const offer = yield* offerAt(centre, "li")
        expect(offer.contact).toBe(first?.id)
        expect(yield* until(centre, "wei", ({ agent }) => agent.presence)).toMatchObject({ state: "not-ready" })
        yield* act(centre, "li", { _tag: "Accept", contact: offer.contact, offer: offer.offer })
        expect(yield* Effect.promise(() => caller.answered)).toBe("8002")
        caller.hangUp()
        yield* until(centre, "li", ({ contacts }) => contacts.find(({ state }) => state === "wrap-up"))
        expect(centre.folds.counts.queue("calls", centre.partition.nowMs())).toMatchObject({
          answered: 1,
          abandoned: 0
        })
      })
    )
  )

  it.live("who hangs up while it rings is gone from the desk at once, and counted as abandoned", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { pbx, centre } = yield* floor()
        yield* signIn(centre, "wei")
        const caller = pbx.call({ from: "13812342046", to: vdn })
        yield* offerAt(centre, "wei")
        yield* Effect.promise(() => expect.poll(() => pbx.station("8001").state, patient).toBe("ringing"))
        caller.hangUp()
        yield* until(centre, "wei", ({ offers }) => (offers.length === 0 ? true : undefined))
        expect(centre.folds.counts.queue("calls", centre.partition.nowMs())).toMatchObject({
          answered: 0,
          abandoned: 1
        })
        expect([...centre.partition.router.view.contacts()]).toEqual([])
      })
    )
  )

  it.live("who is declined rings nowhere until the vector asks again", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { pbx, centre } = yield* floor()
        yield* signIn(centre, "wei")
        const caller = pbx.call({ from: "13812342046", to: vdn })
        const offer = yield* offerAt(centre, "wei")
        yield* Effect.promise(() => expect.poll(() => pbx.station("8001").state, patient).toBe("ringing"))
        yield* act(centre, "wei", { _tag: "Decline", contact: offer.contact, offer: offer.offer })
        yield* Effect.promise(() => expect.poll(() => pbx.station("8001").state, patient).toBe("idle"))
        yield* signIn(centre, "li")
        expect((yield* offerAt(centre, "li")).contact).toBe(offer.contact)
        yield* Effect.promise(() => expect.poll(() => pbx.station("8002").state, patient).toBe("ringing"))
        expect(caller.state).toBe("ringing")
      })
    )
  )

  it.live("an agent who presses not ready at the telephone is not ready at the desk", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { pbx, centre } = yield* floor()
        yield* signIn(centre, "wei")
        yield* Effect.promise(() =>
          expect.poll(() => centre.folds.outbox.counts(), patient).toMatchObject({ intended: 2, pending: 0 })
        )
        expect(pbx.station("8001").notReady(0)).toBeUndefined()
        yield* until(centre, "wei", ({ agent }) => (agent.presence.state === "not-ready" ? true : undefined))
      })
    )
  )
})
