import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import { act, type Centre, makeWorld, quiet, ready, start } from "../desk/centre.ts"
import { agent } from "./floor.ts"

describe("an agent's telephone", () => {
  const show = (centre: Centre, presence: "ready" | "not-ready" | "busy" | "unknown", reason?: string) =>
    Effect.andThen(
      Effect.sync(() =>
        centre.pbx.show({ device: "8001", presence, atMs: 0, ...(reason === undefined ? {} : { reason }) })
      ),
      quiet
    )

  it.effect("shows what the desk says, once", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      expect(centre.pbx.acts).toEqual(["set 8001 not-ready", "set 8001 ready"])
      yield* show(centre, "not-ready")
      yield* show(centre, "ready")
      expect(agent(centre, "wei")?.presence).toBe("ready")
      yield* show(centre, "not-ready", "lunch")
      expect(agent(centre, "wei")).toMatchObject({ presence: "not-ready", reason: "lunch" })
      yield* show(centre, "ready")
      expect(agent(centre, "wei")?.presence).toBe("ready")
      // What the telephone said was not said back to it.
      expect(centre.pbx.acts).toEqual(["set 8001 not-ready", "set 8001 ready"])
      yield* centre.close
    })
  )

  it.effect("shows late what the desk said earlier: that is no key press", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* show(centre, "not-ready")
      yield* show(centre, "ready")
      yield* act(centre, "wei", { _tag: "MakeNotReady", reason: "lunch" })
      yield* act(centre, "wei", { _tag: "MakeReady" })
      yield* show(centre, "not-ready")
      expect(agent(centre, "wei")?.presence).toBe("ready")
      yield* show(centre, "ready")
      yield* show(centre, "not-ready")
      expect(agent(centre, "wei")?.presence).toBe("not-ready")
      yield* centre.close
    })
  )

  it.effect("that rings, talks or loses its link changes no presence", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* show(centre, "not-ready")
      yield* show(centre, "ready")
      yield* show(centre, "busy")
      yield* show(centre, "unknown")
      yield* show(centre, "ready")
      expect(agent(centre, "wei")?.presence).toBe("ready")
      yield* centre.close
    })
  )

  it.effect("first seen after a restart is told what routing has", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const before = yield* start(world)
      yield* ready(before, "wei")
      yield* act(before, "wei", { _tag: "MakeNotReady", reason: "lunch" })
      yield* quiet
      yield* before.close
      world.pbx.acts.length = 0
      const centre = yield* start(world)
      yield* show(centre, "ready")
      expect(agent(centre, "wei")).toMatchObject({ presence: "not-ready", reason: "lunch" })
      expect(centre.pbx.acts).toEqual(["set 8001 not-ready"])
      yield* centre.close
    })
  )
})
