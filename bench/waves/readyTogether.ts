import { type Command, type Configuration, createRouter } from "@strowger/router"
import { uniform } from "./assign.ts"

/** Contacts wait, agents are signed in, and all of them become ready in one instant. */
export interface Morning {
  readonly name: string
  readonly configuration: Configuration
  readonly contacts: ReadonlyArray<Command>
  readonly agents: ReadonlyArray<Command>
}

const voice = { voice: 1, chat: 0, sms: 0, email: 0, fax: 0 }
const skills = ["zh", "en", "loan", "card", "wealth", "claim"]

export function mornings(size: number): ReadonlyArray<Morning> {
  const draw = uniform(3)
  const below = (most: number) => Math.floor(draw() * most)
  const skillsOf = Array.from({ length: size }, () => ({
    [skills[below(6)]!]: 1 + below(100),
    [skills[below(6)]!]: 1 + below(100)
  }))
  const wants = Array.from({ length: size }, () => skills[below(6)]!)
  const queues = (of: object) => ({
    queues: Object.fromEntries(skills.map((skill) => [skill, { needs: skill, ...of }]))
  })
  const signIn = (more: (n: number) => object): ReadonlyArray<Command> =>
    Array.from({ length: size }, (_, n) => ({ type: "SignIn", agent: `a${n}`, capacity: voice, ...more(n) }))
  const enqueue = (queue: (n: number) => string): ReadonlyArray<Command> =>
    Array.from({ length: size }, (_, n) => ({ type: "Enqueue", contact: `c${n}`, queue: queue(n), channel: "voice" }))
  const bySkill = enqueue((n) => wants[n]!)
  return [
    {
      name: "everybody may take everything",
      configuration: { queues: { q: {} } },
      contacts: enqueue(() => "q"),
      agents: signIn(() => ({}))
    },
    {
      name: "one or two of six skills",
      configuration: queues({}),
      contacts: bySkill,
      agents: signIn((n) => ({ skills: skillsOf[n]! }))
    },
    {
      name: "the same, most skilled first",
      configuration: queues({ agents: "mostSkilled" }),
      contacts: bySkill,
      agents: signIn((n) => ({ skills: skillsOf[n]! }))
    },
    {
      name: "all skills, each prefers in his way",
      configuration: queues({}),
      contacts: bySkill,
      agents: signIn(() => ({
        skills: Object.fromEntries(skills.map((skill) => [skill, 1])),
        prefers: Object.fromEntries(skills.map((skill) => [skill, below(1_000)]))
      }))
    }
  ]
}

/** All become ready together: how long that step takes, and how many contacts ring then. */
export function readyTogether(
  { configuration, contacts, agents }: Morning,
  maxPairs: number | undefined
): { readonly ms: number; readonly offered: number; readonly exact: number } {
  const router = createRouter(maxPairs === undefined ? configuration : { ...configuration, wave: { maxPairs } })
  let nowMs = 0
  for (const command of [...contacts, ...agents]) router.step(command, ++nowMs)
  const ready = agents.map((_, n): Command => ({ type: "MakeReady", agent: `a${n}` }))
  const start = process.cpuUsage()
  const { events } = router.stepTogether(ready, ++nowMs)
  const { user, system } = process.cpuUsage(start)
  const offered = events.filter(({ type }) => type === "OfferMade").length
  return { ms: (user + system) / 1_000, offered, exact: router.counters.wavesExact }
}
