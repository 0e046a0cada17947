import { id, type Scene } from "./callScene.ts"

/** What the switch says, and what the host hears of it. */
export const stories: ReadonlyArray<readonly [string, (at: Scene) => void, ReadonlyArray<string>]> = [
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
