import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { ofAnswer, ofEvent } from "../src/agents/presence.ts"
import type { MessageOf } from "../src/messages/Message.ts"
import { openCentre, openPbx, until } from "./centre.ts"

const agent = { device: "5001", login: "2001" }

describe("agents on the switch", () => {
  it.live("are logged in, made ready and not ready with a reason, and logged out; the switch tells each", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      yield* until(() => at.presenceOf("5001") === "signed-out")
      yield* at.presence.set({ ...agent, presence: "ready" })
      yield* until(() => at.presenceOf("5001") === "ready")
      yield* at.presence.set({ ...agent, presence: "not-ready", reason: "lunch" })
      yield* until(() => at.presenceOf("5001") === "not-ready")
      expect(at.seen.at(-1)).toMatchObject({ device: "5001", login: "2001", reason: "lunch" })
      yield* at.presence.set({ ...agent, presence: "signed-out" })
      yield* until(() => at.presenceOf("5001") === "signed-out")
      expect(at.seen.filter(({ device }) => device === "5001").map(({ presence }) => presence)).toEqual([
        "signed-out",
        "not-ready",
        "ready",
        "not-ready",
        "signed-out"
      ])
    })
  )

  it.live("that act on their own telephone are observed: busy on a call, wrap-up behind it", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      const phone = pbx.station("5001")
      phone.logOn("2001", "secret")
      phone.ready("manualIn")
      yield* until(() => at.presenceOf("5001") === "ready")
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => phone.state === "ringing")
      phone.answer()
      yield* until(() => at.presenceOf("5001") === "busy")
      caller.hangUp()
      yield* until(() => at.presenceOf("5001") === "wrap-up")
      phone.notReady(4)
      yield* until(() => at.presenceOf("5001") === "not-ready")
      expect(at.seen.at(-1)?.reason).toBe("training")
    })
  )

  it.live("of a switch that tells no agent states are asked for", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx({ dmcc: { agentEvents: false } })
      const at = yield* openCentre(pbx, { agents: { pollWithoutEventsMs: 1_000, pollMs: 3_600_000 } })
      yield* at.ready()
      const phone = pbx.station("5002")
      phone.logOn("2002")
      phone.ready()
      yield* until(() => at.presenceOf("5002") === "ready")
      phone.notReady(7)
      yield* until(() => at.presenceOf("5002") === "not-ready")
      expect(at.seen.at(-1)).toMatchObject({ device: "5002", login: "2002", reason: "7" })
    })
  )

  it.live("who are logged in already, or log in with a wrong password", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      const phone = pbx.station("5001")
      phone.logOn("2001", "secret")
      yield* until(() => at.presenceOf("5001") === "not-ready")
      yield* at.presence.set({ ...agent, presence: "ready" })
      yield* until(() => at.presenceOf("5001") === "ready")
      const nobody = yield* Effect.flip(at.presence.set({ device: "5002", login: "9999", presence: "ready" }))
      expect(nobody.reason).toBe("refused")
    })
  )

  it.live("are unknown while the link is down: a lost link is no logout", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      yield* at.presence.set({ ...agent, presence: "ready" })
      yield* until(() => at.presenceOf("5001") === "ready")
      pbx.dropLinks()
      yield* until(() => at.presenceOf("5001") === "unknown")
      expect(at.seen.at(-1)?.presence).toBe("unknown")
      const failed = yield* Effect.flip(at.presence.set({ ...agent, presence: "not-ready" }))
      expect(failed.reason).toBe("unavailable")
      yield* until(() => at.presenceOf("5001") === "ready")
      expect(at.seen.filter(({ device }) => device === "5001").at(-1)?.login).toBe("2001")
    })
  )
})

describe("what the switch's words mean", () => {
  const who = { monitorCrossRefID: "1", agentDevice: "5001:CM1::0", agentID: "2001" }
  it.each([
    [{ type: "AgentLoggedOnEvent", ...who }, "not-ready", undefined],
    [{ type: "AgentReadyEvent", ...who }, "ready", undefined],
    [{ type: "AgentNotReadyEvent", ...who, privateData: { reasonCode: 3 } }, "not-ready", 3],
    [{ type: "AgentBusyEvent", ...who }, "busy", undefined],
    [{ type: "AgentWorkingAfterCallEvent", ...who }, "wrap-up", undefined],
    [{ type: "AgentLoggedOffEvent", ...who, privateData: { reasonCode: 1 } }, "signed-out", 1]
  ] as const)("$type", (event, presence, reasonCode) => {
    expect(ofEvent(event)).toEqual({ presence, login: "2001", reasonCode })
  })

  const answer = (agentState: string, privateData: MessageOf<"GetAgentStateResponse">["privateData"] = {}) =>
    ofAnswer({
      type: "GetAgentStateResponse",
      agentStateList: [{ agentID: "2001", loggedOnState: true, agentInfo: [{ agentState }] }],
      privateData
    })?.presence
  it("in an answer", () => {
    expect(answer("agentReady", { talkState: "idle" })).toBe("ready")
    // On a call with autoIn the state stays ready on some releases.
    expect(answer("agentReady", { talkState: "onCall" })).toBe("busy")
    expect(answer("agentBusy")).toBe("busy")
    expect(answer("agentNotReady", { reasonCode: 3 })).toBe("not-ready")
    expect(answer("agentWorkingAfterCall")).toBe("wrap-up")
    expect(answer("agentNull")).toBe("signed-out")
    expect(answer("acmeState")).toBeUndefined()
    expect(ofAnswer({ type: "GetAgentStateResponse" })).toBeUndefined()
    expect(ofAnswer({ type: "GetAgentStateResponse", agentStateList: [{ loggedOnState: false }] })?.presence).toBe(
      "signed-out"
    )
  })
})
