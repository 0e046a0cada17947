import {
  checkConfiguration,
  type Command,
  type Configuration,
  createRouter,
  type QueueConfiguration
} from "@strowger/router"
import type { CrossMistake } from "./Mistake.ts"

type Loose = Readonly<Record<string, unknown>>

const record = (value: unknown): Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {}

/**
 * `routing:` holds rules of the engine in the engine's own words, beside the settings that have words of their own here: of the whole
 * centre (`Configuration`), of a queue (`QueueConfiguration`) and of an agent (`SignIn`). Durations in it are whole milliseconds.
 */
export interface Routing {
  readonly centre: Loose
  readonly queue: (id: string) => Loose
  readonly agent: (id: string) => Loose
}

export const routingOf = (file: unknown): Routing => {
  const { routing, queues, agents } = record(file)
  const of = (all: unknown, id: string): Loose => record(record(record(all)[id])["routing"])
  return { centre: record(routing), queue: (id) => of(queues, id), agent: (id) => of(agents, id) }
}

/** Settings of the file that a `routing:` may not say again. */
const centreWords: Readonly<Record<string, string>> = { queues: "queues", capacity: "capacity" }
export const queueWords: Readonly<Record<string, string>> = {
  needs: "needs",
  offerMs: "offer",
  wrapUpMs: "wrapUp",
  priority: "priority",
  serviceLevelMs: "serviceLevel",
  onNoAnswer: "onNoAnswer"
}
export const agentWords: Readonly<Record<string, string>> = {
  skills: "skills",
  capacity: "capacity",
  type: "",
  agent: ""
}

/** What the engine itself says of requirements and rules, so that what is refused here is what it would refuse. */
export const routingMistakes = (raw: unknown): ReadonlyArray<CrossMistake> => {
  const file = record(raw)
  const routing = routingOf(raw)
  const queues = record(file["queues"])
  const again = [
    ...saidAgain(routing.centre, centreWords, ["routing"]),
    ...Object.keys(queues).flatMap((id) => saidAgain(routing.queue(id), queueWords, ["queues", id, "routing"])),
    ...Object.keys(record(file["agents"])).flatMap((id) =>
      saidAgain(routing.agent(id), agentWords, ["agents", id, "routing"])
    )
  ]
  if (again.length > 0) return again
  const configuration = {
    ...routing.centre,
    queues: Object.fromEntries(
      Object.entries(queues).map(([id, queue]) => {
        const { needs } = record(queue)
        return [id, { ...(typeof needs === "string" ? { needs } : {}), ...routing.queue(id) } as QueueConfiguration]
      })
    )
  } as Configuration
  const mistakes = checkConfiguration(configuration)
  if (mistakes.length === 0) return agentMistakes(file, routing, configuration)
  return mistakes.map(({ path, text }) => ({ path: placeOf(path), ...splitRemedy(text, path) }))
}

const saidAgain = (
  routing: Loose,
  words: Readonly<Record<string, string>>,
  path: ReadonlyArray<string>
): ReadonlyArray<CrossMistake> =>
  Object.keys(routing)
    .filter((name) => Object.hasOwn(words, name))
    .map((name) => ({
      path: [...path, name],
      text: "has a setting of its own in this file",
      remedy: words[name] === "" ? "Remove it" : `Write \`${words[name]}:\` one level up instead`
    }))

/** Signs everybody in as the desk will, on a router of this configuration, and hears what it refuses. */
const agentMistakes = (file: Loose, routing: Routing, configuration: Configuration): ReadonlyArray<CrossMistake> =>
  Object.entries(record(file["agents"])).flatMap(([id, value]) => {
    const own = routing.agent(id)
    if (Object.keys(own).length === 0) return []
    const { skills } = record(value)
    const command = { type: "SignIn", agent: id, skills: record(skills), ...own } as Command
    const { refusal } = createRouter(configuration).do(command)
    if (refusal === undefined) return []
    const field = refusal.field === undefined ? [] : refusal.field.split(".")
    const place = field[0] === "skills" ? ["agents", id] : ["agents", id, "routing"]
    return [{ path: [...place, ...field], ...splitRemedy(refusal.text, "") }]
  })

/** `queues.loans.steps.0.needs` stands under `queues.loans.routing`, but for what has a word of its own in the file. */
const placeOf = (path: string): ReadonlyArray<PropertyKey> => {
  const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  if (parts[0] !== "queues") return ["routing", ...parts]
  const [queues, id = "", ...rest] = parts
  return rest[0] === "needs" ? [queues, id, ...rest] : [queues, id, "routing", ...rest]
}

/** The engine says what is wrong and, in its last sentence, what to do. */
const splitRemedy = (text: string, path: string): { readonly text: string; readonly remedy: string } => {
  const sentences = text.replace(/\.$/, "").split(/(?<=[^.])\. /)
  if (sentences.length > 1) return { text: sentences.slice(0, -1).join(". "), remedy: sentences.at(-1) ?? "" }
  const remedy = path.endsWith("needs")
    ? "Write it like `zh >= 30 and loan >= 50`"
    : "See the rules of the router, `packages/router/SPEC.md`"
  return { text, remedy }
}
