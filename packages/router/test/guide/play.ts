import { isDeepStrictEqual } from "node:util"
import type { Command } from "../../src/Command.ts"
import type { Configuration } from "../../src/Configuration.ts"
import {
  checkConfiguration,
  createRouter,
  restore,
  type Outcomes,
  type Router,
  type RouterEvent
} from "../../src/index.ts"
import { ReferenceRouter } from "../../src/testing/reference/ReferenceRouter.ts"
import { commandOf } from "../../src/testing/timeline/commands.ts"
import type { Act, Timeline } from "../../src/testing/timeline/Timeline.ts"
import { storyRules } from "./storyRules.ts"
import { shown, type Value, type Words } from "../../src/testing/timeline/Words.ts"

/** Bare words of an event. They are all of its names: one that is left out is a mistake in the guide. */
const names = ["contact", "agent", "because", "reason"]

/** What the guide says and what the router did, line by line. */
export interface Played {
  readonly written: ReadonlyArray<string>
  readonly happened: ReadonlyArray<string>
}

/** Plays a story on the engine and, beside it, on the slow, obvious router (SPEC DET-7). */
export function play(timeline: Timeline): Played {
  const centre = new Centre(timeline.configuration as unknown as Configuration)
  for (const { agent, with: more } of timeline.agents) {
    const comes = centre.do([{ type: "SignIn", agent, ...more } as Command], 0)
    const ready = centre.do([{ type: "MakeReady", agent }], 0)
    const refusal = comes.refusals[0] ?? ready.refusals[0]
    if (refusal) throw new Error(`${timeline.where} ${agent}: ${refusal.text}`)
    if (comes.events.length + ready.events.length !== 2) throw new Error(`${timeline.where} ${agent} is no plain agent`)
  }
  const written: string[] = []
  const happened: string[] = []
  for (const act of timeline.acts) {
    try {
      const { asIs, asWritten } = playOne(centre, act)
      written.push(...asWritten)
      happened.push(...asIs)
    } catch (error) {
      throw new Error(`${act.where} ${(error as Error).message}`, { cause: error })
    }
  }
  const [live, again] = [centre.router, createRouter(centre.first, { events: centre.log, rules: storyRules })]
  written.push(`at the end: ${live.snapshot().hash}`)
  happened.push(`at the end: ${again.snapshot().hash}`)
  return { written, happened }
}

/** The router of a story, what it said so far, and the reference beside it. */
class Centre {
  router: Router
  readonly first: Configuration
  readonly log: RouterEvent[] = []
  private readonly reference: ReferenceRouter
  private readonly tokens = new Map<string, string>()

  constructor(configuration: Configuration) {
    this.first = configuration
    this.router = createRouter(configuration, { rules: storyRules })
    this.reference = new ReferenceRouter(configuration, storyRules)
  }

  /** One command by itself, several together. */
  do(commands: ReadonlyArray<Command>, nowMs: number): Outcomes {
    const before = this.router.snapshot().hash
    const outcome = this.asked(commands, nowMs)
    // The reference takes any configuration for a right one.
    const isWrong = commands.some(
      (command) =>
        command.type === "Configure" && checkConfiguration(command.configuration, Object.keys(storyRules)).length > 0
    )
    const { refusals } = outcome
    const expected = isWrong
      ? { ...this.reference.tick(nowMs), refusals }
      : this.reference.stepTogether(commands, nowMs)
    const answers = [outcome, expected].map((one) => [one.events, one.refusals.map((refusal) => refusal?.reason)])
    if (!isDeepStrictEqual(answers[0], answers[1])) {
      throw new Error(
        `DET-7: the engine and the reference router answer ${answers.map((a) => JSON.stringify(a)).join(" and ")}`
      )
    }
    if (refusals.every(Boolean) && outcome.events.length === 0 && this.router.snapshot().hash !== before) {
      throw new Error("DET-5: a refused command changed the state")
    }
    this.log.push(...outcome.events)
    for (const e of outcome.events) if (e.type === "OfferMade") this.tokens.set(`${e.contact} ${e.agent}`, e.offer)
    return outcome
  }

  private asked(commands: ReadonlyArray<Command>, nowMs: number): Outcomes {
    if (commands.length !== 1) return this.router.stepTogether(commands, nowMs)
    const { events, refusal } = this.router.step(commands[0]!, nowMs)
    return { events, refusals: [refusal] }
  }

  /** The token of the last offer of this contact to this agent: stories need not name it. */
  token(contact: unknown, agent: unknown): string {
    return this.tokens.get(`${String(contact)} ${String(agent)}`) ?? "none"
  }

  restart(from: Value): void {
    if (from === "events")
      this.router = createRouter(this.first, { events: JSON.parse(JSON.stringify(this.log)), rules: storyRules })
    else if (from === "snapshot")
      this.router = restore(JSON.parse(JSON.stringify(this.router.snapshot())), { rules: storyRules })
    else throw new Error("write: restart events, or restart snapshot")
  }
}

function playOne(centre: Centre, act: Act): { readonly asWritten: string[]; readonly asIs: string[] } {
  const bare = act.words[0]!.bare
  const title = `${act.where.replace(/.*\//, "")} ${act.atMs} ms ${bare.map(shown).join(" ")}`
  const asWritten = [title]
  const asIs = [title]
  if (bare[0] === "restart") centre.restart(bare[1])
  else {
    const commands = act.words.map((words) => commandOf(words, (contact, agent) => centre.token(contact, agent)))
    const { events, refusals } = centre.do(commands, act.atMs)
    asWritten.push(...act.events.map((words) => `  -> ${line(words.bare, words.fields)}`))
    asIs.push(...events.map((event, at) => `  -> ${eventLine(event, act.events[at])}`))
    asWritten.push(...act.refused.map(({ bare, fields }) => `  -> ${line(bare, fields)}`))
    for (const [at, refusal] of refusals.filter((one) => one !== undefined).entries()) {
      const field = refusal.field === undefined ? [] : [refusal.field]
      asIs.push(`  -> ${line(["refused", refusal.reason, ...field], seen(refusal, act.refused[at]))}`)
    }
  }
  for (const { words } of act.checks) {
    asWritten.push(`  ${line(words.bare, words.fields)}`)
    asIs.push(`  ${look(centre.router, words)}`)
  }
  return { asWritten, asIs }
}

function eventLine(event: RouterEvent, written: Words | undefined): string {
  const said = event as unknown as Readonly<Record<string, Value>>
  return line(
    [event.type, ...names.map((name) => said[name]).filter((name) => name !== undefined)],
    seen(event, written)
  )
}

/** A look at what the router shows afterwards. */
function look(router: Router, { bare, fields }: Words): string {
  const [what, subject, part] = bare
  const id = shown(subject)
  if (what === "due") return line(["due", router.nextDeadlineMs ?? "never"])
  if (what === "explain") {
    const explanation = router.explain(id)
    if (part === undefined) return line(bare, seen(explanation, { fields }))
    const candidate = explanation.candidates.find(({ agent }) => agent === part)
    if (candidate !== undefined) return line(bare, seen(candidate, { fields }))
    return line(["explain", id, explanation.text.includes(shown(part)) ? part : explanation.text])
  }
  const found =
    what === "contact" ? router.view.contact(id) : what === "agent" ? router.view.agent(id) : router.view.queue(id)
  if (what !== "contact" && what !== "agent" && what !== "queue") {
    throw new Error(`"${shown(what)}": look at a contact, an agent, a queue, explain, or due`)
  }
  return found === undefined ? `${what} ${id} state=gone` : line(bare, seen(found, { fields }))
}

/** The same fields that are written, as they are. `offer.expiresAtMs` looks inside. */
function seen(thing: object, written: Pick<Words, "fields"> | undefined): Readonly<Record<string, Value>> {
  const inside = (name: string) =>
    name.split(".").reduce<unknown>((of, key) => (of as Readonly<Record<string, unknown>> | undefined)?.[key], thing)
  return Object.fromEntries(Object.keys(written?.fields ?? {}).map((name) => [name, inside(name) as Value]))
}

const line = (bare: ReadonlyArray<Value>, fields: Readonly<Record<string, Value>> = {}): string =>
  [...bare.map(shown), ...Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`)].join(" ")
