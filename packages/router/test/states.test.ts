import { describe, expect, it } from "vitest"
import type { Presence } from "../src/engine/state/Agents.ts"
import type { EngagementState } from "../src/engine/state/Engagements.ts"
import type { AgentView, Command, ContactView } from "../src/index.ts"
import { Centre } from "./centre.ts"

/**
 * Every state against every command, driven: a new command or a new state does not compile here until its cells are written. A cell is
 * the state it moves to (`-> active`), `changed` for a change within the state, `same` for nothing, or the reason of the refusal.
 */
type ContactCommand = Extract<Command, { contact: string }>
type AgentCommand = Exclude<Extract<Command, { agent: string }>, { contact: string }>

/** How a contact gets into each state; those that end differently stand apart. */
const contactIn = {
  gone: ["gone", () => undefined],
  waiting: ["waiting", (at: Centre) => at.comes("c")],
  unreachable: ["unreachable", (at: Centre) => at.comes("c", { reachable: false })],
  held: ["waiting", (at: Centre) => at.comes("c", { preferred: [{ agent: "bo", holdMs: 3_000 }] })],
  offered: ["offered", (at: Centre) => [at.ready("ann"), at.comes("c")]],
  active: ["active", (at: Centre) => serves(at, "q")],
  parked: ["parked", (at: Centre) => [serves(at, "q"), at.do({ type: "Park", ...pair })]],
  wrapUp: ["wrap-up", (at: Centre) => [serves(at, "q"), at.completes("ann", "c")]],
  openWrapUp: ["wrap-up", (at: Centre) => [serves(at, "open"), at.completes("ann", "c")]],
  fixedWrapUp: ["wrap-up", (at: Centre) => [serves(at, "fixed"), at.completes("ann", "c")]],
  callback: ["unreachable", (at: Centre) => [at.comes("c"), at.do({ ...callback, notBeforeMs: 3_000 })]]
} as const
type Situation = keyof typeof contactIn
const situations = Object.keys(contactIn) as Situation[]
const callback = { type: "RequestCallback", contact: "c" } as const
const pair = { contact: "c", agent: "ann" }

function serves(centre: Centre, queue: string): void {
  centre.ready("ann")
  centre.comes("c", { queue })
  centre.accepts("ann", "c")
}

function centreWith(situation: Situation): Centre {
  const timed = { mode: "timed", ms: 4_000, maxMs: 9_000 } as const
  const centre = new Centre({
    q: { wrapUp: timed, parking: { maxMs: 5_000 } },
    open: { wrapUp: { mode: "discretionary" } },
    fixed: { wrapUp: { mode: "fixed", ms: 4_000 } }
  })
  centre.do({ type: "SignIn", agent: "ann" })
  centre.do({ type: "SignIn", agent: "bo" })
  contactIn[situation][1](centre)
  return centre
}

const stateOf = (centre: Centre): string => {
  const contact = centre.router.view.contact("c")
  return contact === undefined ? "gone" : contact.state
}

/** What became of it: refused and why, the state it moved to, `changed` for a change within it, `same` for nothing. */
function outcome(centre: Centre, command: Command): string {
  const before = stateOf(centre)
  const { events, refusal } = centre.try(command)
  if (refusal !== undefined) return refusal.reason
  const after = stateOf(centre)
  return after !== before ? `-> ${after}` : events.length > 0 ? "changed" : "same"
}

const commandOf = (type: ContactCommand["type"], centre: Centre): Command => {
  const more: Record<string, object> = {
    Enqueue: { queue: "q", channel: "chat" },
    Accept: { offer: centre.offer("c") },
    Decline: { offer: centre.offer("c") },
    ExtendWrapUp: { byMs: 1_000 },
    Reprioritise: { priority: 5 },
    Transfer: { to: { queue: "q" } },
    Consult: { consult: "k", to: { queue: "q" } },
    HandOver: { from: "ann", to: "bo" },
    CallbackFailed: { reason: "busy" }
  }
  return { type, ...pair, ...more[type] } as unknown as Command
}

/** One line per command, one cell per situation, in the order of `contactIn`. */
const contactTable: Readonly<Record<ContactCommand["type"], string>> = {
  Enqueue:
    "-> waiting | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists | ContactExists",
  Exclude:
    "ContactUnknown | changed | changed | changed | -> waiting | ContactNotWaiting | changed | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | changed",
  Reprioritise:
    "ContactUnknown | changed | changed | changed | changed | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | changed",
  MarkUnreachable:
    "ContactUnknown | -> unreachable | same | -> unreachable | -> unreachable | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactIsCallback",
  MarkReachable:
    "ContactUnknown | same | -> waiting | same | same | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactIsCallback",
  Accept:
    "ContactUnknown | OfferNotOpen | OfferNotOpen | OfferNotOpen | -> active | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen",
  Decline:
    "ContactUnknown | OfferNotOpen | OfferNotOpen | OfferNotOpen | -> waiting | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen | OfferNotOpen",
  Complete:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | -> wrap-up | -> gone | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Park: "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | -> parked | same | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Wake: "ContactUnknown | NotParked | NotParked | NotParked | NotParked | NotParked | -> offered | NotParked | NotParked | NotParked | NotParked",
  RequestWrapUp:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | same | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  ExtendWrapUp:
    "ContactUnknown | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | changed | WrapUpNotExtendable | WrapUpNotExtendable | NotInWrapUp",
  EndWrapUp:
    "ContactUnknown | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | NotInWrapUp | -> gone | -> gone | WrapUpFixed | NotInWrapUp",
  Pick: "ContactUnknown | -> active | AgentNotEligible | AgentNotEligible | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | AgentNotEligible",
  Assign:
    "ContactUnknown | AgentNotEligible | AgentNotEligible | AgentNotEligible | -> active | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | AgentNotEligible",
  Pull: "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | -> waiting | -> waiting | -> waiting | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Transfer:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | -> waiting | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Consult:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | changed | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  HandOver:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotConsulted | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Join: "ContactUnknown | NotConsulted | NotConsulted | NotConsulted | NotConsulted | AgentBusy | NotConsulted | NotConsulted | NotConsulted | NotConsulted | NotConsulted",
  Leave:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | -> wrap-up | -> gone | NotEngaged | NotEngaged | NotEngaged | NotEngaged",
  Abandon:
    "ContactUnknown | -> gone | -> gone | -> gone | -> gone | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | -> gone",
  Cancel:
    "ContactUnknown | -> gone | -> gone | -> gone | -> gone | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | -> gone",
  RequestCallback:
    "ContactUnknown | changed | -> waiting | changed | changed | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | ContactNotWaiting | -> waiting",
  CallbackFailed:
    "ContactUnknown | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged | NotEngaged"
}
/** What time alone does. */
const contactTimes: Readonly<Record<Situation, string>> = {
  gone: "no timer",
  waiting: "no timer",
  unreachable: "no timer",
  held: "changed",
  offered: "-> waiting",
  active: "no timer",
  parked: "-> gone",
  wrapUp: "-> gone",
  openWrapUp: "no timer",
  fixedWrapUp: "-> gone",
  callback: "-> waiting"
}
/** Where each state is driven; what is missing does not compile. */
const contactStates: Readonly<Record<ContactView["state"], Situation>> = {
  waiting: "waiting",
  unreachable: "unreachable",
  offered: "offered",
  active: "active",
  parked: "parked",
  "wrap-up": "wrapUp"
}
const engagementStates: Readonly<Record<Exclude<keyof typeof EngagementState, "Over">, Situation>> = {
  Offered: "offered",
  Active: "active",
  Parked: "parked",
  WrapUp: "wrapUp"
}

function byTime(centre: Centre, tick: () => string): string {
  const due = centre.router.nextDeadlineMs
  if (due === undefined) return "no timer"
  centre.at(due)
  return tick()
}

describe("states of contacts, offers and engagements", () => {
  it("QUEUE-1 every situation is driven to the state it stands for", () => {
    for (const situation of situations) expect(stateOf(centreWith(situation))).toBe(contactIn[situation][0])
    const driven = [...Object.entries(contactStates), ...Object.entries(engagementStates)]
    for (const [, situation] of driven) expect(situations).toContain(situation)
    for (const [state, situation] of Object.entries(contactStates)) expect(contactIn[situation][0]).toBe(state)
  })

  it.each(Object.entries(contactTable))("QUEUE-1 DET-5 %s means what the table says in every state", (type, row) => {
    const cells = situations.map((situation) => {
      const centre = centreWith(situation)
      return outcome(centre, commandOf(type as ContactCommand["type"], centre))
    })
    expect(cells.join(" | ")).toBe(row)
  })

  it("QUEUE-1 OFFER-3 PARK-3 time alone does what the table says", () => {
    for (const situation of situations) {
      const centre = centreWith(situation)
      const cell = byTime(centre, () => outcome(centre, { type: "Tick" }))
      expect({ situation, cell }).toEqual({ situation, cell: contactTimes[situation] })
    }
  })

  it("QUEUE-1 no state is without an exit or a timer, and each leads to an end", () => {
    const rows = Object.values(contactTable).map((row) => row.split(" | "))
    const exits = (situation: Situation): ReadonlyArray<string> => {
      const cells = [...rows.map((row) => row[situations.indexOf(situation)]!), contactTimes[situation]]
      return cells.filter((cell) => cell.startsWith("-> ")).map((cell) => cell.slice(3))
    }
    const ends = new Set<string>(["gone"])
    for (let before = 0; before < ends.size; ) {
      before = ends.size
      for (const situation of situations) {
        if (exits(situation).some((to) => ends.has(to))) ends.add(contactIn[situation][0]).add(situation)
      }
    }
    for (const situation of situations) expect(ends).toContain(situation)
  })
})

/** How an agent gets into each state, idle or with something in hand. */
const agentIn = {
  unknown: ["unknown", () => undefined],
  signedOut: ["signed-out", (at: Centre) => [signsIn(at), at.do({ type: "SignOut", agent: "ann" })]],
  notReady: ["not-ready", (at: Centre) => signsIn(at)],
  ready: ["ready", (at: Centre) => at.ready("ann")],
  ringing: ["ready", (at: Centre) => [at.ready("ann"), at.comes("c")]],
  atWork: ["ready", (at: Centre) => serves(at, "q")],
  lost: ["lost", (at: Centre) => [at.ready("ann"), at.do({ type: "LosePresence", agent: "ann" })]],
  lostAtWork: ["lost", (at: Centre) => [serves(at, "q"), at.do({ type: "LosePresence", agent: "ann" })]]
} as const
type AgentSituation = keyof typeof agentIn
const agentSituations = Object.keys(agentIn) as AgentSituation[]
const signsIn = (centre: Centre) => centre.do({ type: "SignIn", agent: "ann" })

/** One line per command, one cell per situation, in the order of `agentIn`. */
const agentTable: Readonly<Record<AgentCommand["type"], string>> = {
  SignIn: "-> not-ready | -> not-ready | same | same | same | same | -> ready | -> ready",
  SignOut:
    "AgentUnknown | same | -> signed-out | -> signed-out | -> signed-out | AgentBusy | -> signed-out | AgentBusy",
  MakeReady: "AgentUnknown | AgentSignedOut | -> ready | same | same | same | -> ready | -> ready",
  MakeNotReady:
    "AgentUnknown | AgentSignedOut | same | -> not-ready | -> not-ready | -> not-ready | -> not-ready | -> not-ready",
  LosePresence: "AgentUnknown | AgentSignedOut | -> lost | -> lost | -> lost | -> lost | same | same",
  ReturnPresence: "AgentUnknown | AgentSignedOut | same | same | same | same | -> ready | -> ready"
}
const agentTimes: Readonly<Record<AgentSituation, string>> = {
  unknown: "no timer",
  signedOut: "no timer",
  notReady: "no timer",
  ready: "no timer",
  ringing: "-> not-ready",
  atWork: "no timer",
  lost: "-> signed-out",
  lostAtWork: "-> signed-out"
}
const presences: Readonly<Record<AgentView["presence"], AgentSituation>> = {
  "signed-out": "signedOut",
  "not-ready": "notReady",
  ready: "ready",
  lost: "lost"
}
const innerPresences: Readonly<Record<Exclude<keyof typeof Presence, "Named">, AgentSituation>> = {
  SignedOut: "signedOut",
  NotReady: "notReady",
  Ready: "ready",
  Lost: "lost"
}

function agentCentre(situation: AgentSituation): Centre {
  const centre = new Centre({ q: {} })
  agentIn[situation][1](centre)
  return centre
}
const presenceOf = (centre: Centre): string => centre.router.view.agent("ann")?.presence ?? "unknown"

function agentOutcome(centre: Centre, command: Command): string {
  const before = presenceOf(centre)
  const { events, refusal } = centre.try(command)
  if (refusal !== undefined) return refusal.reason
  const after = presenceOf(centre)
  return after !== before ? `-> ${after}` : events.length > 0 ? "changed" : "same"
}

describe("states of agents", () => {
  it("CAP-4 PRES-1 every situation is driven to the presence it stands for", () => {
    for (const situation of agentSituations) expect(presenceOf(agentCentre(situation))).toBe(agentIn[situation][0])
    for (const [presence, situation] of Object.entries(presences)) expect(agentIn[situation][0]).toBe(presence)
    for (const situation of Object.values(innerPresences)) expect(agentSituations).toContain(situation)
  })

  it.each(Object.entries(agentTable))("CAP-4 PRES-1 %s means what the table says in every state", (type, row) => {
    const cells = agentSituations.map((situation) =>
      agentOutcome(agentCentre(situation), { type, agent: "ann" } as AgentCommand)
    )
    expect(cells.join(" | ")).toBe(row)
  })

  it("PRES-3 OFFER-8 time alone does what the table says", () => {
    for (const situation of agentSituations) {
      const centre = agentCentre(situation)
      const cell = byTime(centre, () => agentOutcome(centre, { type: "Tick" }))
      expect({ situation, cell }).toEqual({ situation, cell: agentTimes[situation] })
    }
  })

  it("PRES-4 from every state an agent comes to be signed out, and from being signed out to work", () => {
    const moves = (command: AgentCommand["type"], situation: AgentSituation) =>
      agentTable[command].split(" | ")[agentSituations.indexOf(situation)]
    for (const situation of ["notReady", "ready", "ringing", "lost"] as const)
      expect(moves("SignOut", situation)).toBe("-> signed-out")
    // With work in hand it is the work that ends first: by hand, or, where nobody is there, by time.
    expect([moves("SignOut", "atWork"), agentTimes.lostAtWork]).toEqual(["AgentBusy", "-> signed-out"])
    expect([moves("SignIn", "signedOut"), moves("MakeReady", "notReady")]).toEqual(["-> not-ready", "-> ready"])
  })
})
