// Is a rule of my own fair? Say what it owes to everybody, and let every small world try to break it. The first rule here is found out.
import { type Configuration, createRouter, type Rule } from "@strowger/router"
import { everySmallWorld, everything, fairnessLaws, type Judge, SmallWorldBroken } from "@strowger/router/testing"

/** Who is worth more is served first, always: whoever is worth little waits for ever while others come. */
const byWorth: Rule = { scan: true, fit: ({ attributes }) => worthOf(attributes.worth) }

/** A second of waiting counts a point, and no worth counts more than a minute. */
const byWorthAndWait: Rule = {
  scan: true,
  fit: ({ attributes, waitMs }) => Math.min(60, worthOf(attributes.worth)) + Math.floor(waitMs / 1_000)
}

const worthOf = (worth: unknown) => (typeof worth === "number" ? worth : 0)

/** What we owe to everybody, judged from events alone: nobody is overtaken by who came more than a minute after him. */
const withinAMinute = (): Judge => {
  const waiting = new Map<string, number>()
  return ({ events }) => {
    for (const event of events) {
      if (event.type === "ContactQueued") waiting.set(event.contact, event.atMs)
      if (event.type === "ContactAbandoned") waiting.delete(event.contact)
      if (event.type !== "OfferMade") continue
      const cameAtMs = waiting.get(event.contact) ?? 0
      waiting.delete(event.contact)
      for (const [other, atMs] of waiting) {
        const later = (cameAtMs - atMs) / 1_000
        if (later > 61) return { says: `${other} is overtaken by ${event.contact}, which came ${later} s later`, event }
      }
    }
    return undefined
  }
}

for (const [name, rule] of Object.entries({ byWorth, byWorthAndWait })) {
  const rules = { [name]: rule }
  const make = (configuration: Configuration) => createRouter(configuration, { rules })
  const byRule = { queues: { q1: { rule: name }, q2: { rule: name }, q3: {} } }
  const histories = everything(40).map((history) => ({ ...history, configuration: byRule }))

  // What the router owes to everybody whatever the rule is, over random histories.
  const owed = { rules, histories, numRuns: 30, seed: 14, only: ["FAIR-1", "QUEUE-1", "CAP-1"] }
  for (const law of fairnessLaws(name, make, owed)) await law.run().then(() => console.log(`${name}: ${law.id} holds`))

  // What the rule owes: an agent and three calls that come 40 seconds apart in every order, and what may happen among them.
  const brings = [{ attributes: { worth: 0 } }, { attributes: { worth: 30 } }, { attributes: { worth: 900 } }]
  const kinds = ["Accept", "Complete", "Abandon"] as const
  const configuration = { queues: { service: { rule: name, offerMs: 60_000 } } }
  const scope = { agents: 1, contacts: 3, skills: 0, acts: 2, kinds, stepMs: 40_000, configuration, brings }
  try {
    const covered = everySmallWorld(make, [withinAMinute], scope)
    console.log(`${name} is fair in all ${covered.histories} histories of ${covered.worlds} worlds`)
  } catch (error) {
    if (!(error instanceof SmallWorldBroken)) throw error
    console.log(`${name} is not fair: ${error.message}\n`)
  }
}
