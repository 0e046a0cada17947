import type { Mutant } from "./Mutant.ts"

/** Bugs of what is kept so that nobody need be searched: lanes, crews, rows, occupancy, marks, waves, timers. */
export const ofIndex: ReadonlyArray<Mutant> = [
  {
    bug: "stale profile after a skill edit",
    file: "evolve/agents.ts",
    text: "settleProfile(s, a) if (agents.presence[a]! <= Presence.SignedOut) {",
    instead: "if (agents.presence[a]! <= Presence.SignedOut) {\n settleProfile(s, a)"
  },
  {
    bug: "crew not left at a skill edit",
    file: "evolve/agents.ts",
    text: "if (agents.crew[a]! >= 0) s.index.crews.leave(a) const attributes",
    instead: "agents.crew[a] = -1\n const attributes"
  },
  {
    bug: "agent not matched again after a skill edit",
    file: "evolve/agents.ts",
    text: "countStaff(s, a) s.touchedAgents.add(a)",
    instead: "countStaff(s, a)\n s.place(a)"
  },
  {
    bug: "lane's first instant not refreshed when its head leaves",
    file: "index/Lanes.ts",
    text: "if (next >= 0) f[lane * 8 + L.HeadOrderAt] = contacts.f[next * 8 + F.OrderAt]!",
    instead: ""
  },
  {
    bug: "first instant of a lane not set when somebody comes into the empty lane",
    file: "index/Lanes.ts",
    text: "f[lane * 8 + L.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!",
    instead: "if (head >= 0) f[lane * 8 + L.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!"
  },
  {
    bug: "head not refreshed when a change of priority brings somebody older",
    file: "index/Lanes.ts",
    text: "f[lane * 8 + L.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!",
    instead: "if (head < 0) f[lane * 8 + L.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!"
  },
  {
    bug: "tail insertion without a search by age",
    file: "index/Lanes.ts",
    text: "while (after >= 0 && contacts.isOlder(contact, after)) {",
    instead: "while (after < -1) {"
  },
  {
    bug: "place searched from the head is one too far",
    file: "index/Lanes.ts",
    text: "after = i[before * 16 + I.Previous]! break",
    instead: "after = before\n break"
  },
  {
    bug: "lane forgotten when another of its demand empties",
    file: "index/Lanes.ts",
    text: "if (previous < 0) this.firstActive[demand] = next",
    instead: "if (previous < 0) this.firstActive[demand] = -1"
  },
  {
    bug: "marked count not lowered when a marked contact leaves",
    file: "index/Lanes.ts",
    text: "line[at + N.Marked]! -= i[own + I.Marked]!",
    instead: "i[own + I.Marked] = 0"
  },
  {
    bug: "mark not set when an exclusion comes to who waits",
    file: "evolve/exclusions.ts",
    text: "linkToAgent(s, n, a) } s.index.mark(s.contacts, c)",
    instead: "linkToAgent(s, n, a)\n }"
  },
  {
    bug: "echo lane before others: what rings already competes as if it did not",
    file: "index/Lanes.ts",
    text: "(rings ? 0 : Rank.WithoutOffer)",
    instead: "Rank.WithoutOffer"
  },
  {
    bug: "class key too narrow: a channel of one queue meets that of the next",
    file: "index/Index.ts",
    text: "(queue * 8 + channel) * 8_388_608",
    instead: "(queue * 4 + channel) * 8_388_608"
  },
  {
    bug: "reserve's closed check lets one level too many in",
    file: "index/Index.ts",
    text: "(reserve.get(queue) ?? 0) > this.reserveOpen[queue]!",
    instead: "(reserve.get(queue) ?? 0) > this.reserveOpen[queue]! + 1"
  },
  {
    bug: "contact left in its lane when it is abandoned",
    file: "evolve.ts",
    text: "case Kind.Cancelled: leaveLane(s, c) drop(s, c)",
    instead: "case Kind.Cancelled:\n drop(s, c)"
  },
  {
    bug: "contact left in its lane when it is unreachable",
    file: "evolve.ts",
    text: "case Kind.Unreachable: leaveLane(s, c)",
    instead: "case Kind.Unreachable:"
  },
  {
    bug: "priority changed, lane kept",
    file: "facts/reprioritised.ts",
    text: "s.contacts.priority[c] = priority reclassify(s, c)",
    instead: "s.contacts.priority[c] = priority\n void reclassify"
  },
  {
    bug: "crew joined at its end, without a search by rest",
    file: "index/Crews.ts",
    text: "while (after >= 0 && rest[agent]! < rest[after]!) {",
    instead: "while (after < -1) {"
  },
  {
    bug: "crew kept after its agent took something",
    file: "evolve/agents.ts",
    text: "if (s.agents.crew[a]! >= 0) s.place(a)",
    instead: "void s"
  },
  {
    bug: "last of a crew leaves, and the crew stays in use",
    file: "index/Crews.ts",
    text: "if (next >= 0) this.previousActive[next] = previous",
    instead: ""
  },
  {
    bug: "occupancy remembers room of the state before",
    file: "compile/Occupancy.ts",
    text: "this.room.push(room)",
    instead: "this.room.push(state > 2 ? this.room[state - 1]! : room)"
  },
  {
    bug: "capacity freed twice",
    file: "evolve/engagements.ts",
    text: "if (engagements.holds[e] === 0) return engagements.holds[e] = 0",
    instead: "engagements.holds[e] = 0"
  },
  {
    bug: "agent set free is not matched again",
    file: "evolve/engagements.ts",
    text: "if (agents.crew[a]! >= 0) s.index.crews.leave(a) s.touchedAgents.add(a)",
    instead: "s.place(a)"
  },
  {
    bug: "contact back at its place is not matched again",
    file: "evolve/contacts.ts",
    text: "s.index.enterLane(s.contacts, c) s.touchedContacts.add(c)",
    instead: "s.index.enterLane(s.contacts, c)\n if (origin === Origin.Direct) s.touchedContacts.add(c)"
  },
  {
    bug: "ties by id",
    file: "state/Contacts.ts",
    text: "f[a * 8 + F.Sequence]! < f[b * 8 + F.Sequence]!",
    instead: "this.id[a]! < this.id[b]!"
  },
  {
    bug: "rest of a crew's first is not renewed when he leaves",
    file: "index/Crews.ts",
    text: "if (after >= 0) this.headRest[crew] = rest[after]!",
    instead: ""
  },
  {
    bug: "agents tied by handle, not by rest",
    file: "match/bestAgent.ts",
    text: "load < bestLoad || rest < bestRest",
    instead: "load < bestLoad || agent < best"
  },
  {
    bug: "only the newest exclusion of a contact is looked at",
    file: "match/allowed.ts",
    text: "for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {",
    instead: "for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = -1) {"
  },
  {
    bug: "a held contact stays with the one it was held for",
    file: "evolve/holds.ts",
    text: "others.delete(c)",
    instead: "void others"
  },
  {
    bug: "the later of two delays is waited for",
    file: "index/Delays.ts",
    text: "next = Math.min(next, cameAtMs + ms)",
    instead: "next = next === Number.POSITIVE_INFINITY ? cameAtMs + ms : Math.max(next, cameAtMs + ms)"
  },
  {
    bug: "equal deadlines fire in the order of their durations",
    file: "Timers.ts",
    text: "dueA < dueB || (dueA === dueB && f[a * 4 + D.Order]! < f[b * 4 + D.Order]!)",
    instead: "dueA < dueB"
  },
  {
    bug: "a date in the middle of the heap goes, and the last sinks but does not rise",
    file: "Timers.ts",
    text: "this.rise(at, last) this.sink(this.i[last * 8 + T.Previous]!, last)",
    instead: "this.stand(at, last)"
  }
]
