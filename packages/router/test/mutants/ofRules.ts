import type { Mutant } from "./Mutant.ts"

/** Bugs of what commands and deadlines mean. */
export const ofRules: ReadonlyArray<Mutant> = [
  {
    bug: "late accept for an offer that was given anew",
    file: "decide/offers.ts",
    text: "&& isTokenOf(command.offer, sequence[e]!)) return e",
    instead: ") return e"
  },
  {
    bug: "an offer is still open in the millisecond of its deadline",
    file: "deadlines.ts",
    text: "timer >= 0 && timers.dueAtMs(timer) <= s.nowMs; timer = timers.first()) { const target",
    instead: "timer >= 0 && timers.dueAtMs(timer) < s.nowMs; timer = timers.first()) {\n const target"
  },
  {
    bug: "who declined is asked again at once",
    file: "evolve.ts",
    text: "case Kind.Declined: keepAway(s, c, a, endOffer(s, c, a, e), x)",
    instead: "case Kind.Declined:\n endOffer(s, c, a, e)"
  },
  {
    bug: "an offer declined is away for the queue's time only half",
    file: "evolve.ts",
    text: "exclude(s, c, a, ms > 0 ? ms : offerMs)",
    instead: "exclude(s, c, a, ms > 0 ? ms : Math.floor(offerMs / 2))"
  },
  {
    bug: "no answer leaves the agent ready",
    file: "deadlines.ts",
    text: "if (!staysReady || isAbsent)",
    instead: "if (isAbsent)"
  },
  {
    bug: "exclusion over, contact not matched again",
    file: "evolve/exclusions.ts",
    text: "s.index.mark(s.contacts, c) s.touchedContacts.add(c)",
    instead: "s.index.mark(s.contacts, c)"
  },
  {
    bug: "not ready, and what rings goes on ringing",
    file: "decide/agents.ts",
    text: "rescindOffers(s, agent, Because.AgentNotReady)",
    instead: "void Because.AgentNotReady"
  },
  {
    bug: "abandoned while it rings, and the agent still has the offer",
    file: "decide/contacts.ts",
    text: "rescindOffers(s, contact, Because.Abandoned)",
    instead: "void rescindOffers"
  },
  {
    bug: "taken by one, still ringing at the others",
    file: "rescind.ts",
    text: "if (s.engagements.nextOfContact[s.contacts.firstEngagement(contact)]! >= 0)",
    instead: "if (e < 0)"
  },
  {
    bug: "no rest begins after work",
    file: "evolve/engagements.ts",
    text: "endEngagement(s, a, e) if (held) rest(s, a) return",
    instead: "endEngagement(s, a, e)\n return"
  },
  {
    bug: "wrap-up takes no slot",
    file: "evolve/engagements.ts",
    text: "if ((y & Completion.WrapUpFree) === 0) return",
    instead: "if (isOpen) return"
  },
  {
    bug: "queue's head start not counted",
    file: "State.ts",
    text: "this.contacts.creditMs[contact]! + this.queues[this.contacts.queue[contact]!]!.creditMs",
    instead: "this.contacts.creditMs[contact]!"
  },
  {
    bug: "place lost on transfer and overflow: the clock begins anew",
    file: "evolve/contacts.ts",
    text: "s.contacts.queue[c] = queue startSteps(s, c)",
    instead: "s.contacts.queue[c] = queue\n s.contacts.enqueuedAtMs[c] = s.nowMs\n startSteps(s, c)"
  },
  {
    bug: "relaxation step armed late",
    file: "evolve/steps.ts",
    text: "else s.alarmAt(relaxing, c, enqueuedAtMs + afterMs)",
    instead: "else s.alarmAt(relaxing, c, s.nowMs + afterMs)"
  },
  {
    bug: "relaxed, but not matched again",
    file: "evolve/steps.ts",
    text: "s.contacts.i[c * 16 + I.Step] = step reclassify(s, c)",
    instead: "s.contacts.i[c * 16 + I.Step] = step\n s.classify(c)"
  },
  {
    bug: "a full queue takes one more",
    file: "admission.ts",
    text: "unaccepted(s, queue) < admission.maxWaiting) return false",
    instead: "unaccepted(s, queue) <= admission.maxWaiting) return false"
  },
  {
    bug: "a restart forgets the priority of its own",
    file: "snapshot/restore.ts",
    text: "contacts.priority[contact] = stored.priority",
    instead: "contacts.priority[contact] = 0"
  },
  {
    bug: "a restart gives agents another rest",
    file: "snapshot/restore.ts",
    text: "agents.rest[agent] = stored.rest",
    instead: ""
  }
]
