import type { AgentOrder } from "../../src/AgentOrder.ts"
import type { Enqueue } from "../../src/Command.ts"
import type { QueueConfiguration } from "../../src/Configuration.ts"
import type { AgentView, ContactView, View } from "../../src/View.ts"
import { ownRules } from "../../src/testing/ownRules.ts"
import { accepted, always, either, event, type Evidence, gate, offer, refused, type Step } from "./Evidence.ts"

/**
 * How one sees, in random histories, that a rule decided something. A text says why a rule is not of histories, and what holds it.
 * A new rule of SPEC.md takes a line here; without one the nightly run fails.
 */
export const evidenceOf: Readonly<Record<string, Evidence | string>> = {
  "QUEUE-1": event("ContactQueued"),
  "QUEUE-2": offer((_, { waiting }) => waiting > 1),
  "QUEUE-3": offer(({ priority = 0 }, { waiting }) => priority !== 0 && waiting > 1),
  "QUEUE-4": either(event("OfferDeclined"), event("OfferExpired"), event("OfferRescinded"), event("ContactReachable")),
  "QUEUE-5": event("ContactUnreachable"),
  "QUEUE-6": either(event("ContactAbandoned"), event("ContactCancelled")),
  "QUEUE-7": gate("QUEUE-7"),
  "QUEUE-8": refused("QueueUnknown"),
  "QUEUE-9": refused("ContactExists"),
  "QUEUE-10": offer(({ creditMs = 0 }, { waiting }) => creditMs > 0 && waiting > 1),
  "QUEUE-11": offer(({ creditMs = 0 }, { waiting }) => creditMs > 0 && waiting > 1),
  "QUEUE-12": event("AgentExcluded"),
  "QUEUE-13": either(
    event("OfferRescinded", ({ because }) => because === "excluded"),
    refused("AgentExcluded")
  ),
  "QUEUE-14": gate("QUEUE-14"),
  "QUEUE-15": accepted("SignIn", ({ excludes = [] }) => excludes.length > 0),
  "QUEUE-16": event("ContactReprioritised"),
  "QUEUE-20": either(event("QueueOpened"), event("QueueClosed")),
  "QUEUE-21": event("ContactQueued", ({ queue }, { view }) => view.queue(queue)?.open === false),
  "QUEUE-22": event("QueueClosed"),
  "QUEUE-23": either(event("ContactOverflowed"), event("ContactDeflected")),
  "QUEUE-24": event("ContactOverflowed"),
  "QUEUE-25": either(
    refused("QueueFull"),
    event("ContactOverflowed", ({ because }) => because === "full")
  ),
  "QUEUE-26": event("ContactOverflowed", ({ because }) => because !== "closed" && because !== "closing"),
  "QUEUE-27": either(
    event("ContactOverflowed", ({ because }) => because === "staff"),
    event("ContactDeflected", (e) => e.because === "staff")
  ),
  "QUEUE-29": event("CallbackRequested"),
  "QUEUE-30": either(event("CallbackHeld"), event("CallbackDue")),
  "QUEUE-31": event("CallbackFailed"),
  "QUEUE-32": event("ContactWoken", (_, { contact }) => contact?.callback !== undefined),
  "SKILL-1": gate("SKILL-1"),
  "SKILL-2": needs(/\w/),
  "SKILL-3": needs(/and|or|not/),
  "SKILL-4": accepted("SignIn"),
  "SKILL-5": needs(/@/),
  "SKILL-6": needs(/at least|\bin\b|\bhas\b/),
  "SKILL-7": "texts that cannot be read: requirements.test.ts draws them",
  "SKILL-8": "printing: requirements.test.ts",
  "SKILL-9": refused("SkillUnknown"),
  "SKILL-10": "comparing two requirements: requirements.test.ts",
  "SKILL-11": event("AgentSkillsChanged"),
  "SKILL-12": "writing by functions: requirement.test.ts",
  "CAP-1": gate("CAP-1"),
  "CAP-2": gate("CAP-2"),
  "CAP-3": event("OfferMade", ({ channel, agent }, { view }) => channel === "voice" && inHand(view.agent(agent)) > 1),
  "CAP-4": gate("CAP-4"),
  "CAP-5": accepted("SignIn", ({ agent }, { view }) => inHand(view.agent(agent)) > 0),
  "CAP-6": either(gate("CAP-6"), (step) => "interrupts" in step.view.configuration && step.outcome.events.length > 0),
  "CAP-7": (step) => [...step.view.agents()].some(({ interrupted = [] }) => interrupted.length > 0),
  "CAP-8": gate("CAP-8"),
  "CAP-9": "mistakes in a configuration: capacity.test.ts",
  "OFFER-1": event("OfferMade"),
  "OFFER-2": refused("OfferNotOpen"),
  "OFFER-3": event("OfferExpired"),
  "OFFER-4": event("OfferMade"),
  "OFFER-5": either(event("OfferAccepted"), event("OfferDeclined")),
  "OFFER-6": gate("OFFER-6"),
  "OFFER-7": event("AgentReady"),
  "OFFER-8": event("OfferExpired"),
  "OFFER-9": event("OfferRescinded", ({ because }) => because === "agentNotReady" || because === "agentSignedOut"),
  "OFFER-10": offer(({ autoAccept }) => autoAccept === true),
  "OFFER-11": event("OfferRescinded", ({ because }) => because === "taken"),
  "OFFER-12": (step) => [...step.view.contacts()].some(({ offers = [] }) => offers.length > 1),
  "OFFER-13": accepted("Pick"),
  "OFFER-14": event("ContactAssigned", ({ overrode }) => overrode === undefined),
  "OFFER-15": event("ContactAssigned", ({ overrode = [] }) => overrode.length > 0),
  "OFFER-16": event("ContactPulled"),
  "OFFER-17": either(event("OfferAccepted"), event("OfferDeclined"), event("OfferExpired"), event("OfferRescinded")),
  "XFER-1": event("ContactTransferred"),
  "XFER-2": event("ContactTransferred", (e) => e.wrapUpEndsAtMs !== undefined || e.wrapUpOpen === true),
  "XFER-3": gate("XFER-3"),
  "XFER-4": refused("TransferLoop"),
  "XFER-5": event("HoldBegan", ({ because }) => because === "transfer"),
  "XFER-6": refused("InConference"),
  "XFER-10": accepted("Consult"),
  "XFER-11": event("ContactCancelled", ({ contact }, step) => step.contact?.consults?.includes(contact) === true),
  "XFER-12": event("ContactHandedOver"),
  "XFER-13": event("AgentJoined"),
  "XFER-14": event("AgentLeft"),
  "OFFER-20": event("OfferDeclined", ({ notAgainUntilMs }) => notAgainUntilMs !== undefined),
  "OFFER-21": event("OfferExpired", ({ agent }, { view, outcome }) =>
    outcome.events.some((e) => e.type === "AgentNotReady" && e.agent === agent && counts(view.configuration.queues))
  ),
  "HOLD-1": gate("HOLD-1"),
  "HOLD-2": event("OfferMade", ({ contact }, { view }) => view.contact(contact)?.heldFor !== undefined),
  "HOLD-3": event("HoldBegan"),
  "HOLD-4": event("HoldEnded"),
  "HOLD-5": event("HoldBegan", ({ untilMs }) => untilMs === undefined),
  "HOLD-6": event("OfferAccepted", (_, { contact }) => contact?.heldFor !== undefined),
  "WRAP-1": event("ContactCompleted", (e) => e.wrapUpEndsAtMs !== undefined || e.wrapUpOpen === true),
  "WRAP-2": event("WrapUpEnded", ({ because }) => because === "time"),
  "WRAP-3": event("ContactCompleted", ({ wrapUpOpen }) => wrapUpOpen === true),
  "WRAP-4": either(event("WrapUpRequested"), refused("NoWrapUp")),
  "WRAP-5": either(event("WrapUpExtended"), refused("WrapUpNotExtendable")),
  "WRAP-6": refused("WrapUpFixed"),
  "WRAP-7": event("ContactCompleted", ({ wrapUpFree }) => wrapUpFree === true),
  "PARK-1": event("ContactParked"),
  "PARK-2": accepted("Wake"),
  "PARK-3": event("ContactParked"),
  "PARK-4": (step) => step.contact?.state === "parked" && step.command.type !== "Tick",
  "PRES-1": event("AgentLost"),
  "PRES-2": accepted("ReturnPresence"),
  "PRES-3": event("AgentNotReady", ({ reason }) => reason === "lost"),
  "PRES-4": (step) => step.command.type === "SignOut" && step.outcome.refusal?.reason === "AgentBusy",
  "RES-1": gate("RES-1"),
  "RES-2": either(event("ReserveOpened"), event("ReserveClosed")),
  "RES-3": event("ReserveOpened", ({ level }) => level === 2),
  "RES-4": event("ReserveClosed", (_, { command }) => command.type === "Configure"),
  "RELAX-1": event("ContactRelaxed"),
  "RELAX-2": "steps that are refused: relaxation.test.ts",
  "RELAX-3": "steps that are refused: relaxation.test.ts",
  "RELAX-4": ({ outcome }) => outcome.events.filter(({ type }) => type === "ContactRelaxed").length > 1,
  "RELAX-5": event("ContactRelaxed", ({ because }) => because !== "time"),
  "RELAX-6": event("ContactRelaxed", ({ contact }, { view }) => view.contact(contact)?.attributes !== undefined),
  "RELAX-7": event("ContactOverflowed", ({ to }, { view }) => view.configuration.queues[to]?.steps !== undefined),
  "RELAX-8": event("NeedsExpired"),
  "RELAX-9": offer(({ requirements }) => requirements !== undefined),
  "RELAX-10": event("ContactOverflowed", ({ because }) => because === "lastStep"),
  "RELAX-11": event("ContactWoken", ({ contact }, { view }) => hasSteps(view, contact)),
  "SCORE-1": event("OfferMade"),
  "SCORE-2": offer(({ ageing }, { waiting }) => ageing !== undefined && waiting > 1),
  "SCORE-3": offer(({ ageing }, { waiting }) => ageing !== undefined && waiting > 1),
  "SCORE-4": offer(({ ageing }, { waiting }) => ageing?.kind === "concave" && waiting > 1),
  "SCORE-5": offer(({ ageing }, { waiting }) => ageing?.kind === "objective" && waiting > 1),
  "SCORE-6": offer(({ tier = 0 }, { waiting }) => tier !== 0 && waiting > 1),
  "SCORE-7": offer(({ order }, { waiting }) => order === "breach" && waiting > 1),
  "SCORE-8": offer(({ order }, { waiting }) => order === "newest" && waiting > 1),
  "SCORE-9": offeredTo(({ prefers = {} }, queue) => queue in prefers),
  "SCORE-10": either(
    gate("SCORE-10"),
    offeredTo(({ delays = {} }, queue) => queue in delays)
  ),
  "SCORE-11": offeredTo(({ allocation = {} }, queue) => queue in allocation),
  "SCORE-13": offer(({ tier, ageing, priority }) => (tier ?? ageing ?? priority) !== undefined),
  "SCORE-12": event("OfferMade", (_, { gates }) => gates.size > 0),
  "SCORE-20": ordered("longestIdle"),
  "SCORE-21": ordered("loadRatio"),
  "SCORE-22": ordered("mostSkilled", "leastSkilled"),
  "SCORE-23": ordered("leastFlexible"),
  "SCORE-24": ordered("roundRobin"),
  "SCORE-25": ordered("fewestHandled"),
  "SCORE-26": ordered("expert"),
  "SCORE-27": ordered("weighted"),
  "SCORE-28": offer(({ agents }, { ready }) => agents !== undefined && ready > 1),
  "SCORE-29": ordered("longestIdle", "loadRatio", "roundRobin", "fewestHandled"),
  "SCORE-30": event("OfferMade", ({ rule }) => rule.startsWith("SCORE-30")),
  "SCORE-31": offer(({ rule }) => rule !== undefined && ownRules[rule]?.scan === true),
  "SCORE-32": offer(({ rule }) => rule === "broken"),
  "SCORE-33": "a rule nobody gave: ownRules.test.ts",
  "WAVE-1": ({ wavesExact }) => wavesExact > 0,
  "WAVE-2": event("OfferMade", ({ rule }) => rule === "WAVE-2"),
  "WAVE-3": ({ wavesExact }) => wavesExact > 1,
  "WAVE-4": ({ wavesGreedy }) => wavesGreedy > 0,
  "WAVE-5": ({ together }) => together > 1,
  "FAIR-1": always,
  "FAIR-2": offer(({ agents }, { ready }) => agents === undefined && ready > 1),
  "FAIR-3": always,
  "FAIR-10": "about two histories: fairness.test.ts",
  "FAIR-11": "about two histories: fairness.test.ts",
  "FAIR-12": "about two histories: fairness.test.ts",
  "FAIR-13": "about two histories: fairness.test.ts",
  "FAIR-14": "about whole days: fairDays.test.ts",
  "FAIR-15": "about whole days: fairDays.test.ts",
  "FAIR-16": "about whole days: fairDays.test.ts",
  "FAIR-17": "about whole days: fairDays.test.ts",
  "FAIR-18": "about whole days: fairDays.test.ts",
  "FAIR-19": "about whole days: fairDays.test.ts",
  "FAIR-20": "about whole days: fairDays.test.ts",
  "FAIR-4": offer(({ ageing }, { waiting }) => ageing?.kind === "linear" && waiting > 1),
  "CONF-1": event("Configured"),
  "CONF-2": refused("InvalidConfiguration", "Configure"),
  "CONF-3": "configurations that are wrong: commands.test.ts",
  ...Object.fromEntries([4, 5, 6, 7, 8].map((n) => [`CONF-${n}`, "warnings: warnings.test.ts, warningsExact.test.ts"])),
  "CONF-9": either(accepted("RevertConfiguration"), refused("NothingToRevert")),
  "CONF-10": changes(({ state }) => state === "waiting" || state === "unreachable"),
  "CONF-11": changes(({ state }) => state === "offered"),
  "CONF-12": changes(({ state }) => state === "active" || state === "parked" || state === "wrap-up"),
  "CONF-13": event("Configured", (_, { outcome: { events } }) =>
    events.some((e) => e.type === "ContactDeflected" || e.type === "ContactOverflowed")
  ),
  "CONF-14": event("Configured", (_, { view }) => [...view.agents()].length > 0),
  "CONF-15": event("Configured", ({ configuration }, { view }) =>
    Object.keys(view.previousConfiguration?.queues ?? {}).some((name) => configuration.queues[name] === undefined)
  ),
  "CONF-16": "the text of a difference: difference.test.ts",
  "DET-1": always,
  "DET-2": always,
  "DET-3": always,
  "DET-4": ({ outcome }) =>
    new Set(outcome.events.flatMap((e) => (e.type === "OfferExpired" ? [e.offer] : []))).size > 1,
  "DET-5": ({ outcome }) => outcome.refusal !== undefined,
  "DET-6": ({ command, outcome }) =>
    outcome.refusal === undefined && outcome.events.length === 0 && command.type !== "Tick",
  "DET-7": always,
  "DET-8": "stored events that do not follow: replay.test.ts",
  "DET-9": "a pair of histories: fairness.test.ts",
  "DET-10": "a pair of histories: fairness.test.ts",
  "DET-11": "runtimes: golden.test.ts",
  "DET-12": "the source: boundaries.test.ts",
  "BYNUM-1": "the face by number: byNumber.test.ts plays histories through both faces",
  "BYNUM-2": "the face by number: byNumber.test.ts",
  "BYNUM-3": "the face by number: byNumber.test.ts",
  "BYNUM-4": "the face by number: byNumber.test.ts",
  "BYNUM-5": "the face by number: byNumber.test.ts",
  "EXPL-1": ({ gates }) => gates.size > 0,
  "EXPL-2": "explanations of agents: explain.test.ts",
  "EXPL-3": "positions: explain.test.ts",
  "EXPL-4": "explanations of the past: explain.test.ts",
  "EXPL-5": "the form of explanations: explain.test.ts",
  "EXPL-6": "trying a configuration: difference.test.ts",
  "SPEED-1": "work that is counted: speed.test.ts",
  "SPEED-2": "work that is counted: speed.test.ts",
  "SPEED-30": "work that is counted: speed.test.ts",
  ...Object.fromEntries([20, 21, 22, 23, 24, 25, 26].map((n) => [`SPEED-${n}`, "work that is counted: costs.test.ts"])),
  ...Object.fromEntries([34, 35].map((n) => [`SPEED-${n}`, "who hears what: subscribers.test.ts"])),
  ...Object.fromEntries([27, 28, 29].map((n) => [`SPEED-${n}`, "work that is counted: pivot.test.ts"])),
  "SIM-1": "the virtual clock: day.test.ts",
  "SIM-2": "simulated days: simulate.test.ts",
  "SIM-3": "simulated days: simulate.test.ts",
  "SIM-4": "simulated days: simulate.test.ts",
  "SIM-5": "simulated days: simulate.test.ts",
  "SIM-6": "simulated days: simulate.test.ts",
  "SIM-7": "simulated days compared: simulateCompare.test.ts",
  "SIM-8": "simulated days in slots: simulateRegret.test.ts",
  "SIM-10": "exact formulas: erlang.test.ts",
  "SIM-30": "exact formulas: exact.test.ts",
  "SIM-31": "exact formulas: exact.test.ts",
  "SIM-11": "simulated days: staffing.test.ts",
  "SIM-12": "simulated days: staffing.test.ts",
  "SIM-13": "simulated days: staffing.test.ts",
  "SIM-20": "the least wait in hindsight: hindsight.test.ts",
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`CAL-${n}`, "calendars: calendar.test.ts"])),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((n) => [`MEAS-${n}`, "counts of events: measures.test.ts, measuresReplay.test.ts"])
  ),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`EST-${n}`, "estimates: estimates.test.ts"]))
}

/** An offer under one of these orders, while more than one agent was ready. */
function ordered(...kinds: ReadonlyArray<string>): Evidence {
  const kindOf = (order: AgentOrder | undefined) => (typeof order === "object" ? order.kind : order)
  return offer(({ agents }, { ready }) => ready > 1 && kinds.includes(kindOf(agents) ?? ""))
}

/** An offer to an agent who is so. */
function offeredTo(is: (agent: AgentView, queue: string) => boolean): Evidence {
  return event("OfferMade", ({ agent, queue }, { view }) => {
    const whom = view.agent(agent)
    return whom !== undefined && is(whom, queue)
  })
}

/** An offer of a contact whose queue or own requirement is written so. */
function needs(is: RegExp): Evidence {
  const own = (step: Step, contact: string) =>
    step.command.type === "Enqueue" && (step.command as Enqueue).contact === contact ? (step.command.needs ?? "") : ""
  return event("OfferMade", ({ queue, contact }, step) =>
    is.test(`${step.view.configuration.queues[queue]?.needs ?? ""} ${own(step, contact)}`)
  )
}

/** Other rules while some contact is so. */
function changes(is: (contact: ContactView) => boolean): Evidence {
  return event("Configured", (_, { view }) => [...view.contacts()].some(is))
}

const hasSteps = (view: View, contact: string) =>
  view.configuration.queues[view.contact(contact)?.queue ?? ""]?.steps !== undefined

const inHand = (agent: { readonly contacts: ReadonlyArray<string> } | undefined) => agent?.contacts.length ?? 0
const counts = (queues: Readonly<Record<string, QueueConfiguration>>) =>
  Object.values(queues).some(({ missesToNotReady }) => missesToNotReady !== undefined)
