import type { Command } from "../../../Command.ts"
import type { Configuration } from "../../../Configuration.ts"
import type { RouterEvent } from "../../../Event.ts"
import { Renaming } from "../../rename.ts"
import { again, eventsOf, type Log } from "../Log.ts"
import type { MakeRouter } from "../FairRouter.ts"
import { type HistoryLaw, mapped, same } from "../HistoryLaw.ts"
import { ruled } from "./scaled.ts"

type Of = <A extends Command | RouterEvent>(what: A) => A

/** The same history under another description must be decided the same under that description. */
function alike(
  make: MakeRouter,
  log: Log,
  meant: string,
  rules: (configuration: Configuration) => Configuration,
  of: Of,
  at: (nowMs: number) => number = (nowMs) => nowMs
): void {
  const steps = log.steps.map((step) => ({ ...step, commands: step.commands.map(of), nowMs: at(step.nowMs) }))
  const events = again(make(rules(log.configuration)), steps).flatMap((step) => step.events)
  same(events, eventsOf(log).map(of), meant)
}

/** M3: names say nothing. */
export const renamed: HistoryLaw = {
  id: "DET-9",
  says: "renaming agents, contacts, queues and skills renames the decisions and nothing else",
  asks: [],
  premise: ruled,
  judge({ make }, log) {
    const renaming = new Renaming((name) => name.replace(/[a-z0-9]/g, mirrored))
    alike(
      make,
      log,
      "under other names",
      (configuration) => renaming.configuration(configuration),
      (what) => renaming.of(what)
    )
  }
}

/** Letters and digits in reverse, so that the order of names turns round. */
function mirrored(sign: string): string {
  const [letters, digits] = ["abcdefghijklmnopqrstuvwxyz", "0123456789"]
  const letter = letters.indexOf(sign)
  if (letter >= 0) return letters.charAt(25 - letter)
  const digit = digits.indexOf(sign)
  return digit >= 0 ? digits.charAt(9 - digit) : sign
}

/** Fields that name an instant; every other time is a duration. */
const instants: ReadonlySet<string> = new Set([
  "atMs",
  "expiresAtMs",
  "wrapUpEndsAtMs",
  "untilMs",
  "fromMs",
  "notAgainUntilMs",
  "notBeforeMs",
  "lastServedAtMs"
])

/** M4: where the clock starts says nothing. */
export const later: HistoryLaw = {
  id: "DET-10",
  says: "the same day later is the same day",
  asks: [],
  judge({ make }, log) {
    const shiftMs = 86_400_000
    const of: Of = (what) =>
      mapped(dated(what), (key, part) => {
        // Not before the beginning of time says no more than that there is nothing to wait for.
        if (key === "configuration" || (key === "notBeforeMs" && part === 0)) return part
        return instants.has(key) ? (part as number) + shiftMs : undefined
      }) as typeof what
    alike(
      make,
      log,
      "a day later",
      (configuration) => configuration,
      of,
      (nowMs) => nowMs + shiftMs
    )
  }
}

/** Who was last served at no time was served at the beginning of time: that is an instant, too. */
const dated = <A extends Command | RouterEvent>(what: A): A =>
  !("preferred" in what) || what.preferred === undefined
    ? what
    : {
        ...what,
        preferred: what.preferred.map((rung) => (rung.maxAgeMs === undefined ? rung : { lastServedAtMs: 0, ...rung }))
      }

/** M8: a channel is a name, where two are treated alike. */
export const channels: HistoryLaw = {
  id: "FAIR-12",
  says: "chat and sms, which take as much, may stand for each other: the decisions are the same",
  asks: ["configuration"],
  premise: ruled,
  judge({ make }, log) {
    const other: Readonly<Record<string, string>> = { chat: "sms", sms: "chat" }
    const swap = (value: unknown): unknown => {
      if (typeof value === "string") return other[value] ?? value
      if (Array.isArray(value)) return value.map(swap)
      if (typeof value !== "object" || value === null) return value
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [other[key] ?? key, swap(part)]))
    }
    const spoken = ["channel", "channels", "capacity", "costs", "exclusive", "interrupts", "whenLost", "autoAccept"]
    const swapped = (key: string, part: unknown) => (spoken.includes(key) && part !== true ? swap(part) : undefined)
    const rules = (configuration: Configuration) => mapped(configuration, swapped) as Configuration
    alike(make, log, "with chat and sms in each other's place", rules, (what) => mapped(what, swapped) as typeof what)
  }
}

/** M10: only differences of priority count. */
export const offset: HistoryLaw = {
  id: "FAIR-13",
  says: "adding the same to every priority changes nothing",
  asks: ["configuration"],
  premise: ruled,
  judge({ make }, log) {
    const more = (configuration: Configuration): Configuration => ({
      ...configuration,
      queues: Object.fromEntries(
        Object.entries(configuration.queues).map(([name, queue]) => [
          name,
          { ...queue, priority: (queue.priority ?? 0) + 7 }
        ])
      )
    })
    const of: Of = (what) => ("configuration" in what ? { ...what, configuration: more(what.configuration) } : what)
    alike(make, log, "with seven more for everybody", more, of)
  }
}
