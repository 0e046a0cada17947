import { describe, expect, it } from "vitest"
import type { CallFact } from "../src/calls/Call.ts"
import { CallBook } from "../src/calls/CallBook.ts"
import { type CallEvent, follow } from "../src/calls/follow.ts"
import { reconcile } from "../src/calls/reconcile.ts"

const ucid = "00001001791428242051"
const stations = ["5001", "5002"]
const id = (extension: string): string => `${extension}:CM1::0`

/** A switch that speaks to a monitor of station 5001, one of 5002 and one of the VDN. */
const scene = (options: { readonly watched?: ReadonlyArray<string>; readonly deflected?: boolean } = {}) => {
  const { watched = ["5001", "5002"], deflected = false } = options
  const book = new CallBook()
  const facts: Array<string> = []
  let nowMs = 1_000
  const note = (all: ReadonlyArray<CallFact>): void => {
    for (const { type, thread, device, reason } of all) {
      const short = thread === ucid ? [] : [`(${thread})`]
      facts.push(
        [type, ...(device === undefined ? [] : [device]), ...(reason === undefined ? [] : [reason]), ...short].join(" ")
      )
      const call = book.byThread(thread)
      if (type === "CallEnded" && call !== undefined) book.ended(call)
    }
  }
  const say = (from: string, event: CallEvent, name: string | undefined = ucid): void => {
    const callId = "connection" in event ? event.connection.callID : undefined
    const call = book.find(callId, name, nowMs)
    if (call === undefined) throw new Error("nobody knows this call")
    const sight = {
      station: watched.includes(from) ? from : undefined,
      vdn: from === "vdn",
      isStation: (extension: string) => stations.includes(extension),
      covered: (extension: string) => watched.includes(extension),
      deflected: () => deflected
    }
    note(follow(book, call, event, sight, nowMs))
  }
  const leg = (device: string, callID = "179") => ({ callID, deviceID: id(device) })
  const common = { monitorCrossRefID: "1" }
  return {
    book,
    facts,
    leg,
    later: (ms: number) => (nowMs += ms),
    now: () => nowMs,
    note,
    say,
    entersVdn: () =>
      say("vdn", {
        type: "DeliveredEvent",
        ...common,
        connection: leg("4000"),
        alertingDevice: id("4000"),
        callingDevice: id("138"),
        calledDevice: id("4000"),
        localConnectionInfo: "queued",
        cause: "enteringDistribution"
      }),
    rings: (device: string, from = device) =>
      say(from, {
        type: "DeliveredEvent",
        ...common,
        connection: leg(device),
        alertingDevice: id(device),
        callingDevice: id("138"),
        cause: "newCall"
      }),
    answers: (device: string, from = device) =>
      say(from, {
        type: "EstablishedEvent",
        ...common,
        establishedConnection: leg(device),
        answeringDevice: id(device)
      }),
    holds: (device: string, from = device) =>
      say(from, { type: "HeldEvent", ...common, heldConnection: leg(device), holdingDevice: id(device) }),
    retrieves: (device: string, from = device) =>
      say(from, { type: "RetrievedEvent", ...common, retrievedConnection: leg(device), retrievingDevice: id(device) }),
    diverted: (device: string, cause = "redirected", from = device) =>
      say(from, { type: "DivertedEvent", ...common, connection: leg(device), divertingDevice: id(device), cause }),
    drops: (device: string, releasing: string, from = device) =>
      say(from, {
        type: "ConnectionClearedEvent",
        ...common,
        droppedConnection: leg(device),
        releasingDevice: id(releasing),
        cause: "normalClearing"
      }),
    clears: (callID = "179") =>
      say("vdn", { type: "CallClearedEvent", ...common, clearedCall: leg("4000", callID), cause: "normal" })
  }
}
type Scene = ReturnType<typeof scene>

const stories: ReadonlyArray<readonly [string, (at: Scene) => void, ReadonlyArray<string>]> = [
  [
    "a call is answered, held, retrieved; the caller hangs up",
    (at) => {
      at.entersVdn()
      at.rings("5001")
      at.answers("5001")
      at.holds("5001")
      at.retrieves("5001")
      at.drops("138", "138", "vdn")
      at.drops("5001", "5001")
      at.clears()
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallHeld 5001", "CallRetrieved 5001", "CallEnded normalClearing"]
  ],
  [
    "the agent hangs up first",
    (at) => {
      at.entersVdn()
      at.rings("5001")
      at.answers("5001")
      at.drops("5001", "5001")
      at.clears()
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallLeft 5001 normalClearing", "CallEnded normal"]
  ],
  [
    "the caller gives up in the queue",
    (at) => {
      at.entersVdn()
      at.drops("138", "138", "vdn")
      at.clears()
    },
    ["CallEnded normalClearing"]
  ],
  [
    "nobody answers: RONA, then the next agent",
    (at) => {
      at.entersVdn()
      at.rings("5001")
      at.diverted("5001")
      at.rings("5002")
      at.answers("5002")
    },
    ["CallRinging 5001", "CallDiverted 5001 no-answer", "CallRinging 5002", "CallAnswered 5002"]
  ],
  [
    "the same agent again after RONA",
    (at) => {
      at.rings("5001")
      at.diverted("5001", "callForwardNoAnswer")
      at.rings("5001")
    },
    ["CallRinging 5001", "CallDiverted 5001 no-answer", "CallRinging 5001"]
  ],
  [
    "another cause of a Diverted is kept",
    (at) => {
      at.rings("5001")
      at.diverted("5001", "callPickup")
    },
    ["CallRinging 5001", "CallDiverted 5001 callPickup"]
  ],
  [
    "every event comes twice",
    (at) => {
      for (const act of [at.rings, at.rings, at.answers, at.answers, at.holds, at.holds, at.retrieves, at.retrieves])
        act("5001")
      at.drops("5001", "5001")
      at.drops("5001", "5001")
      at.clears()
    },
    [
      "CallRinging 5001",
      "CallAnswered 5001",
      "CallHeld 5001",
      "CallRetrieved 5001",
      "CallLeft 5001 normalClearing",
      "CallEnded normalClearing"
    ]
  ],
  [
    "a Delivered that comes behind its Established says nothing",
    (at) => {
      at.answers("5001")
      at.rings("5001")
    },
    ["CallAnswered 5001"]
  ],
  [
    "the monitor of the VDN lags: only a station's own monitor speaks for it",
    (at) => {
      at.entersVdn()
      at.rings("5001")
      at.diverted("5001")
      at.rings("5001", "vdn")
      at.answers("5001", "vdn")
      at.diverted("5001", "redirected", "5002")
    },
    ["CallRinging 5001", "CallDiverted 5001 no-answer"]
  ],
  [
    "ConnectionCleared that comes with a hold does not end the leg: somebody else released",
    (at) => {
      at.rings("5001")
      at.answers("5001")
      at.drops("5001", "138")
      at.holds("5001")
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallHeld 5001"]
  ],
  [
    "an Established was lost: a hold says both",
    (at) => {
      at.rings("5001")
      at.holds("5001")
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallHeld 5001"]
  ],
  [
    "no monitor of the VDN: the last leg here ends the call",
    (at) => {
      at.rings("5001")
      at.answers("5001")
      at.drops("5001", "5001")
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallLeft 5001 normalClearing", "CallEnded normalClearing"]
  ],
  [
    "the caller hangs up while it rings",
    (at) => {
      at.entersVdn()
      at.rings("5001")
      at.drops("138", "138", "vdn")
      at.drops("5001", "138")
      at.clears()
    },
    ["CallRinging 5001", "CallEnded normalClearing"]
  ],
  [
    "what comes after the end says nothing",
    (at) => {
      at.rings("5001")
      at.clears()
      at.answers("5001")
      at.rings("5002")
      at.clears()
    },
    ["CallRinging 5001", "CallEnded normal"]
  ],
  [
    "the chosen telephone is busy",
    (at) => {
      at.entersVdn()
      at.say("5001", {
        type: "FailedEvent",
        monitorCrossRefID: "1",
        failedConnection: at.leg("5001"),
        failingDevice: id("5001"),
        cause: "busy"
      })
    },
    ["CallDiverted 5001 busy"]
  ],
  [
    "an outgoing call rings at the far end, not here, though Delivered follows Originated",
    (at) => {
      at.say("5001", {
        type: "OriginatedEvent",
        monitorCrossRefID: "1",
        originatedConnection: at.leg("5001"),
        callingDevice: id("5001"),
        calledDevice: id("139")
      })
      at.say("5001", {
        type: "DeliveredEvent",
        monitorCrossRefID: "1",
        connection: at.leg("139"),
        alertingDevice: id("139"),
        callingDevice: id("5001")
      })
    },
    []
  ],
  [
    "a recorder steps into the conference: no agent's act",
    (at) => {
      at.rings("5001")
      at.answers("5001")
      at.say("5001", {
        type: "ConferencedEvent",
        monitorCrossRefID: "1",
        primaryOldCall: at.leg("5001"),
        conferencingDevice: id("7001"),
        addedParty: id("7001"),
        conferenceConnections: [{ newConnection: at.leg("7001") }, { newConnection: at.leg("5001") }]
      })
      at.holds("5001")
    },
    ["CallRinging 5001", "CallAnswered 5001", "CallHeld 5001"]
  ]
]

describe("what the host hears of a call", () => {
  it.each(stories)("%s", (_name, play, expected) => {
    const at = scene()
    play(at)
    expect(at.facts).toEqual(expected)
  })

  it("sends a call away by our own act: deflected, not unanswered", () => {
    const at = scene({ deflected: true })
    at.rings("5001")
    at.diverted("5001")
    expect(at.facts).toEqual(["CallRinging 5001", "CallDiverted 5001 deflected"])
  })

  it("follows a station without a monitor of its own through any other", () => {
    const at = scene({ watched: ["5002"] })
    at.entersVdn()
    at.rings("5001", "vdn")
    at.answers("5001", "vdn")
    expect(at.facts).toEqual(["CallRinging 5001", "CallAnswered 5001"])
  })

  it("numbers the facts of a call", () => {
    const at = scene()
    const numbers: Array<number> = []
    const call = at.book.name("179", ucid)
    for (const _ of [1, 2]) {
      at.rings("5001")
      numbers.push(call.sequence)
      at.diverted("5001")
      numbers.push(call.sequence)
    }
    expect(numbers).toEqual([1, 2, 3, 4])
  })

  it("moves the customer to the second agent by transfer, under his own name", () => {
    const at = scene()
    const consult = "00001001801428242060"
    at.entersVdn()
    at.rings("5001")
    at.answers("5001")
    at.holds("5001")
    at.say(
      "5002",
      { type: "DeliveredEvent", monitorCrossRefID: "1", connection: at.leg("5002", "180"), callingDevice: id("5001") },
      consult
    )
    at.say(
      "5002",
      { type: "EstablishedEvent", monitorCrossRefID: "1", establishedConnection: at.leg("5002", "180") },
      consult
    )
    const transfer = {
      type: "TransferedEvent",
      monitorCrossRefID: "1",
      primaryOldCall: at.leg("5001"),
      secondaryOldCall: at.leg("5001", "180"),
      transferringDevice: id("5001"),
      transferredToDevice: id("5002"),
      transferredConnections: [{ newConnection: at.leg("138", "180") }, { newConnection: at.leg("5002", "180") }]
    } as const
    for (const monitor of ["5001", "5002", "vdn"]) at.say(monitor, transfer)
    expect(at.facts.slice(3)).toEqual([
      `CallRinging 5002 (${consult})`,
      `CallAnswered 5002 (${consult})`,
      "CallLeft 5001 transferred",
      "CallAnswered 5002",
      `CallEnded joined (${consult})`
    ])
    // The old call id dies on its own; the call lives under the new one, and under either UCID.
    at.clears("179")
    expect(at.book.byThread(ucid)?.endedAtMs).toBeUndefined()
    expect(at.book.find("180", undefined, at.now())?.thread).toBe(ucid)
    at.say("vdn", { type: "CallClearedEvent", monitorCrossRefID: "1", clearedCall: at.leg("138", "180") }, consult)
    expect(at.facts.at(-1)).toBe("CallEnded normal")
  })
})

describe("call ids", () => {
  it("find their call for a minute after its end, and then are free", () => {
    const at = scene()
    at.rings("5001")
    at.clears()
    at.later(59_000)
    expect(at.book.find("179", undefined, at.now())?.thread).toBe(ucid)
    at.later(2_000)
    expect(at.book.find("179", undefined, at.now())).toBeUndefined()
    expect(at.book.byThread(ucid)).toBeUndefined()
  })

  it("mean the new call when the switch uses one again", () => {
    const { book } = scene()
    const first = book.name("179", ucid)
    const second = book.name("179", "other")
    expect(second).not.toBe(first)
    expect(book.find("179", undefined, 0)).toBe(second)
    expect([...first.callIds]).toEqual([])
  })

  it("do not keep a thousand ended calls", () => {
    const at = scene()
    for (let n = 0; n < 1_000; n++) {
      const call = at.book.name(String(n), `u${n}`)
      call.endedAtMs = at.now()
      at.book.ended(call)
    }
    at.later(61_000)
    at.book.find("none", undefined, at.now())
    expect(at.book.byThread("u0")).toBeUndefined()
    expect(at.book.byThread("u999")).toBeUndefined()
  })
})

describe("after a lost link", () => {
  const seen = (at: Scene, state: string) => ({
    call: at.book.name("179", ucid),
    state,
    deviceId: id("5001")
  })
  const look = (at: Scene, state?: string) =>
    at.note(reconcile(at.book.live, "5001", state === undefined ? [] : [seen(at, state)]))

  it.each([
    ["nothing changed", "connected", []],
    ["held meanwhile", "hold", ["CallHeld 5001"]],
    ["gone meanwhile", undefined, ["CallLeft 5001 resync"]]
  ])("an answered call, %s", (_name, state, expected) => {
    const at = scene()
    at.rings("5001")
    at.answers("5001")
    at.facts.length = 0
    look(at, state)
    look(at, state)
    expect(at.facts).toEqual(expected)
  })

  it.each([
    ["alerting", ["CallRinging 5001"]],
    ["connected", ["CallAnswered 5001"]],
    ["hold", ["CallAnswered 5001", "CallHeld 5001"]],
    ["initiated", []]
  ])("a call nobody knew, %s", (state, expected) => {
    const at = scene()
    look(at, state)
    expect(at.facts).toEqual(expected)
  })
})
