import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { Played } from "../Player.ts"
import { commandOf, wordsOf } from "./commands.ts"
import { timelines } from "./Timeline.ts"
import { shown, type Value } from "./Words.ts"
import { time, Writer } from "./written.ts"

/** What was asked at one instant, and what came of it; `Player.play` gives it. */
export interface TimelineStep extends Pick<Played, "commands" | "nowMs" | "events"> {
  /** Of each command why it was refused; left out = none was. */
  readonly refusals?: Played["refusals"]
}

/** Where a history went wrong. */
export interface WrongAt {
  /** In a sentence. */
  readonly says: string
  /** The event that should not have been; left out = after the last step. */
  readonly event?: RouterEvent
}

/**
 * A history as a story to read: who is there, what was asked when, what happened, and where it went wrong (`# WRONG: ...`). Times that
 * come from a clock on the wall are told from the first step on; queues that nobody names are left out. The language is that of
 * `docs/rules-by-example`, so a counterexample can be kept there as a story, or played again with `readTimeline`.
 */
export function timelineOf(configuration: Configuration, steps: ReadonlyArray<TimelineStep>, wrong?: WrongAt): string {
  const fromMs = beginsAtMs(steps)
  const writer = new Writer(fromMs)
  const here = atFirst(steps, fromMs)
  const asked = steps.slice(here * 2)
  const meant = new Set<unknown>(
    steps.flatMap(({ commands }) => commands.flatMap((c) => ("offer" in c ? [c.offer] : [])))
  )
  const times = asked.map(({ nowMs }) => time(nowMs - fromMs))
  const width = Math.max(5, ...times.map(({ length }) => length)) + 2
  const below = " ".repeat(width)
  const lines = asked.flatMap(({ commands, events, refusals = [] }, at) => {
    const words = commands.length === 0 ? ["Tick"] : commands.map((command) => writer.words(wordsOf(command)))
    const follows = events.map((event) => {
      const told = `${below}-> ${happened(writer, event, meant)}`
      return wrong !== undefined && event === wrong.event ? marked(told, wrong.says) : told
    })
    const refused = refusals.flatMap((refusal) =>
      refusal === undefined ? [] : [`${below}-> refused ${[refusal.reason, refusal.field].filter(Boolean).join(" ")}`]
    )
    const all = [...follows, ...refused]
    return [times[at]!.padEnd(width) + words.join(`,\n${below}`), ...(all.length === 0 ? [`${below}-> nothing`] : all)]
  })
  const isMarked = wrong?.event !== undefined && steps.some(({ events }) => events.includes(wrong.event!))
  return [
    ...(fromMs === 0 ? [] : [`# 0s is ${fromMs} ms of engine time`]),
    ...rulesOf(configuration, steps, writer),
    ...steps.slice(0, here * 2).flatMap(({ commands: [command] }) => agentLine(writer, command!)),
    "",
    ...lines,
    ...(wrong === undefined || isMarked ? [] : [marked(below, wrong.says)])
  ].join("\n")
}

/** Histories begin near 0, what was recorded somewhere on a day. */
function beginsAtMs(steps: ReadonlyArray<TimelineStep>): number {
  const firstMs = steps[0]?.nowMs ?? 0
  return firstMs < 86_400_000 ? 0 : firstMs
}

/**
 * A timeline read back: what to play, and with which rules. Agents that stand at first sign in and make themselves ready at 0. Throws
 * where it cannot be read, with the line.
 */
export function readTimeline(text: string): {
  readonly configuration: Configuration
  readonly steps: ReadonlyArray<Pick<TimelineStep, "commands" | "nowMs">>
} {
  const [story] = timelines("timeline", `## timeline\n\`\`\`timeline\n${text}\n\`\`\``)
  const needs = (contact: Value) => {
    throw new Error(`write offer=... for the answer to ${shown(contact)}`)
  }
  const step = (nowMs: number, ...commands: ReadonlyArray<Command>) => ({ nowMs, commands })
  return {
    configuration: story!.configuration as unknown as Configuration,
    steps: [
      ...story!.agents.flatMap(({ agent, with: more }) => [
        step(0, { type: "SignIn", agent, ...more } as Command),
        step(0, { type: "MakeReady", agent })
      ]),
      ...story!.acts.map(({ atMs, words }) => step(atMs, ...words.map((one) => commandOf(one, needs))))
    ]
  }
}

/** How many agents sign in and make themselves ready one after the other before anything else, at once and at the very beginning. */
function atFirst(steps: ReadonlyArray<TimelineStep>, fromMs: number): number {
  let here = 0
  for (;;) {
    const [signsIn, ready] = [steps[here * 2], steps[here * 2 + 1]]
    const one = signsIn?.commands[0]
    const other = ready?.commands[0]
    const isPlain =
      one?.type === "SignIn" &&
      other?.type === "MakeReady" &&
      other.agent === one.agent &&
      [signsIn, ready].every(
        (step) =>
          step!.nowMs === fromMs &&
          step!.commands.length === 1 &&
          step!.events.length === 1 &&
          step!.refusals?.[0] === undefined
      )
    if (!isPlain) return here
    here++
  }
}

function agentLine(writer: Writer, command: Command): ReadonlyArray<string> {
  if (command.type !== "SignIn") return []
  const { type: _, agent, ...more } = command
  return [`agent ${writer.value(agent)} ${writer.value(more as Value)}`]
}

function rulesOf(configuration: Configuration, steps: ReadonlyArray<TimelineStep>, writer: Writer): string[] {
  const { queues, ...rest } = configuration
  const said = JSON.stringify([rest, steps, Object.values(queues)])
  const named = Object.entries(queues).filter(([name]) => said.includes(JSON.stringify(name)))
  return [
    ...Object.entries(rest).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${writer.value(value as unknown as Value, name)}`]
    ),
    ...named.map(([name, queue]) => `queue ${writer.value(name)} ${writer.value(queue as unknown as Value)}`)
  ]
}

/** One event as a timeline tells it. */
export const eventTold = (event: RouterEvent): string => happened(new Writer(0), event, new Set())

/** Told before, or of no use to a reader. */
const untold: ReadonlySet<string> = new Set([
  "type",
  "atMs",
  "version",
  "configuration",
  "contact",
  "agent",
  "because",
  "reason"
])
/** Events that say again what the command said. */
const again: ReadonlySet<string> = new Set(["ContactQueued", "AgentSignedIn", "QueueScheduled"])

function happened(writer: Writer, event: RouterEvent, meant: ReadonlySet<unknown>): string {
  const said = event as unknown as Readonly<Record<string, Value>>
  const bare = ["contact", "agent", "because", "reason"].flatMap((name) =>
    said[name] === undefined ? [] : [said[name]]
  )
  const repeats = event.type === "OfferMade" ? ["queue", "channel"] : []
  const fields = Object.entries(said).filter(
    ([name]) =>
      !again.has(event.type) &&
      !untold.has(name) &&
      !repeats.includes(name) &&
      (name !== "rule" || said.rule !== "SCORE-1") &&
      (name !== "offer" || (event.type === "OfferMade" && meant.has(said.offer)))
  )
  return writer.words({ bare: [event.type, ...bare], fields: Object.fromEntries(fields) })
}

const marked = (line: string, says: string) => `${line}    # WRONG: ${says.replaceAll(/\s*\n\s*/g, " | ")}`
